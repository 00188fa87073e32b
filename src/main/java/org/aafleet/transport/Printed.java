package org.aafleet.transport;

/** Text from a host, made fit for a terminal and an error message. */
final class Printed {

    private static final int LONGEST = 300;

    private Printed() {}

    /** One line, without control characters and bidirectional overrides, cut where it gets long. */
    static String line(String text) {
        StringBuilder clean = new StringBuilder();
        text.strip()
                .codePoints()
                .limit(LONGEST)
                .map(point -> Character.isWhitespace(point) ? ' ' : harmless(point) ? point : 0xFFFD)
                .forEach(clean::appendCodePoint);
        if (text.strip().codePoints().count() > LONGEST) {
            clean.append('…');
        }
        return clean.toString();
    }

    private static boolean harmless(int point) {
        return !Character.isISOControl(point)
                && Character.getType(point) != Character.FORMAT
                && Character.getType(point) != Character.SURROGATE;
    }

    /** The last line that says something: where programs put their error. */
    static String lastLine(String text) {
        return line(text.lines()
                .filter(each -> !each.isBlank())
                .reduce((first, second) -> second)
                .orElse(""));
    }
}
