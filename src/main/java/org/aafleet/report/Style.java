package org.aafleet.report;

/** Colour where the terminal has it; text must read without. */
public final class Style {

    private final boolean colours;

    public Style(boolean colours) {
        this.colours = colours;
    }

    public String good(String text) {
        return paint("32", text);
    }

    public String bad(String text) {
        return paint("31", text);
    }

    public String attention(String text) {
        return paint("33", text);
    }

    public String strong(String text) {
        return paint("1", text);
    }

    public String place(String text) {
        return paint("36", text);
    }

    private String paint(String code, String text) {
        return colours && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
