package org.aafleet.report;

/** Makes foreign text safe for a terminal: an escape sequence from a host must not reach it. */
public final class Clean {

    private Clean() {}

    /** Control characters but tab and newline become {@code ?}; so do bidirectional overrides, which reorder a line. */
    public static String text(String foreign) {
        StringBuilder clean = new StringBuilder(foreign.length());
        foreign.codePoints().forEach(point -> clean.appendCodePoint(isSafe(point) ? point : '?'));
        return clean.toString();
    }

    /** The same for what must stay on one line, cut to a length. */
    public static String line(String foreign, int length) {
        String clean = text(foreign).replace('\n', ' ').replace('\t', ' ').strip();
        return clean.length() <= length ? clean : clean.substring(0, length) + "…";
    }

    private static boolean isSafe(int point) {
        if (point == '\n' || point == '\t') {
            return true;
        }
        int type = Character.getType(point);
        return type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE;
    }
}
