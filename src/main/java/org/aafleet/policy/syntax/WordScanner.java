package org.aafleet.policy.syntax;

/**
 * Finds where words end. A comma inside a word belongs to it when another word character follows, and a backslash keeps
 * a blank, a quote, a comma or an exclamation mark from ending it (apparmor.d(5), FILEGLOB).
 */
final class WordScanner {

    private final String text;

    WordScanner(String text) {
        this.text = text;
    }

    /** A path or another unquoted word. */
    int word(int from) {
        return from < text.length() && text.charAt(from) == '#' ? from : scan(from, "", true, " \t\"!,");
    }

    /** A word of a rule with conditions: an equals sign or parenthesis ends it. */
    int conditionWord(int from) {
        if (from >= text.length() || "=()+&".indexOf(text.charAt(from)) >= 0) {
            return from;
        }
        return scan(from, "=)", true, "");
    }

    /** A value in a list in parentheses. */
    int listValue(int from) {
        return scan(from, "()", false, " \t\"!,()");
    }

    /** The name of a condition in a list in parentheses. */
    int conditionName(int from) {
        return scan(from, "=)", false, "");
    }

    /** A file name without brackets or quotes. */
    int fileName(int from) {
        return scan(from, "<>", true, " \t\"!,");
    }

    int name(int from) {
        int end = from;
        if (end < text.length() && isLetter(text.charAt(end))) {
            while (end < text.length() && isNamePart(text.charAt(end))) {
                end++;
            }
        }
        return end;
    }

    /**
     * A word in quotes. A quote after a backslash may end it: it does when no later one can.
     *
     * @return the offset after the closing quote, or {@code from} where there is none
     */
    int quoted(int from) {
        int candidate = from;
        for (int i = from + 1; i < text.length() && text.charAt(i) != 0; i++) {
            if (text.charAt(i) == '"') {
                candidate = i + 1;
                if (text.charAt(i - 1) != '\\' || i - 1 == from) {
                    break;
                }
            }
        }
        return candidate;
    }

    /** {@code @{NAME}}, {@code @NAME}, {@code ${NAME}} or {@code $NAME}; {@code from} where there is none. */
    int variable(int from) {
        boolean braces = from + 1 < text.length() && text.charAt(from + 1) == '{';
        int start = from + (braces ? 2 : 1);
        int end = name(start);
        if (end == start) {
            return from;
        }
        if (!braces) {
            return end;
        }
        return end < text.length() && text.charAt(end) == '}' ? end + 1 : from;
    }

    /** The offset behind blanks (not line ends). */
    int blanks(int from) {
        int end = from;
        while (end < text.length() && isBlank(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private int scan(int from, String alsoEnds, boolean commaJoins, String escapable) {
        int end = from;
        while (end < text.length()) {
            char c = text.charAt(end);
            boolean ends = alwaysEnds(c) || alsoEnds.indexOf(c) >= 0;
            if (ends && !isEscaped(from, end, escapable)) {
                if (c != ',' || !commaJoins || !continues(end + 1, alsoEnds)) {
                    return end;
                }
                end++;
            }
            end++;
        }
        return end;
    }

    private boolean isEscaped(int from, int at, String escapable) {
        return at > from && text.charAt(at - 1) == '\\' && escapable.indexOf(text.charAt(at)) >= 0;
    }

    private boolean continues(int at, String alsoEnds) {
        return at < text.length() && !alwaysEnds(text.charAt(at)) && alsoEnds.indexOf(text.charAt(at)) < 0;
    }

    private static boolean alwaysEnds(char c) {
        return switch (c) {
            case ' ', '\t', '\r', '\n', '"', '!', ',' -> true;
            default -> false;
        };
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isNamePart(char c) {
        return isLetter(c) || c == '_' || (c >= '0' && c <= '9');
    }
}
