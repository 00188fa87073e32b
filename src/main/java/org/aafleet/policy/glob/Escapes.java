package org.aafleet.policy.glob;

/** Backslash escapes: {@code \101}, {@code \x41}, {@code \d065}, {@code \t} and the like. */
public final class Escapes {

    /** @param length characters of the text, with the backslash; 0 at the end of the text */
    record Escape(char character, int length) {}

    private Escapes() {}

    /** A pattern that matches this text alone. */
    public static String escape(String text) {
        return text.replaceAll("[{}\\[\\]*?\\\\]", "\\\\$0");
    }

    /** A name without its escapes, as the kernel lists it. */
    public static String unescape(String word) {
        StringBuilder plain = new StringBuilder();
        for (int at = 0; at < word.length(); ) {
            Escape escape = word.charAt(at) == '\\' ? at(word, at) : new Escape(word.charAt(at), 1);
            plain.append(escape.length() == 0 ? '\\' : escape.character());
            at += Math.max(1, escape.length());
        }
        return plain.toString();
    }

    static Escape at(String text, int backslash) {
        int at = backslash + 1;
        if (at >= text.length()) {
            return new Escape('\\', 0);
        }
        char c = text.charAt(at);
        return switch (c) {
            case '0', '1', '2', '3', '4', '5', '6', '7' -> number(text, backslash, at, 8, 3, c);
            case 'd' -> number(text, backslash, at + 1, 10, 3, c);
            case 'x' -> number(text, backslash, at + 1, 16, 2, c);
            case 'a' -> new Escape('\007', 2);
            case 'e' -> new Escape('\033', 2);
            case 'f' -> new Escape('\f', 2);
            case 'n' -> new Escape('\n', 2);
            case 'r' -> new Escape('\r', 2);
            case 't' -> new Escape('\t', 2);
            default -> new Escape(c, 2);
        };
    }

    /** As many digits as there are, up to a number of them, while the value fits into a byte. */
    private static Escape number(String text, int backslash, int from, int radix, int maxDigits, char without) {
        int value = 0;
        int at = from;
        while (at < text.length() && at < from + maxDigits) {
            int digit = Character.digit(text.charAt(at), radix);
            if (digit < 0 || value * radix + digit > Glob.LAST_BYTE) {
                break;
            }
            value = value * radix + digit;
            at++;
        }
        return at == from ? new Escape(without, 2) : new Escape((char) value, at - backslash);
    }
}
