package org.aafleet.policy.syntax;

/**
 * What the lexer found.
 *
 * @param text the word without its quotes; of a punctuation mark the mark itself
 * @param start offset of the first character, quotes included
 * @param end offset after the last
 */
record Token(Kind kind, String text, int start, int end) {

    enum Kind {
        /** A word in quotes: never a keyword. */
        QUOTED,
        /** A path, a path that starts with a variable, a label with a namespace. */
        LABEL,
        /** A name of letters, digits and underscores: a keyword, perhaps. */
        NAME,
        /** Any other word. */
        WORD,
        /** Permission letters of a file rule. */
        PERMISSIONS,
        /** A name that {@code =} or {@code in (} follows. */
        CONDITION,
        /** {@code peer} or {@code xattrs} where {@code =(} follows. */
        GROUP,
        /** {@code @{NAME}} alone. */
        VARIABLE,
        /** {@code ${NAME}}. */
        BOOLEAN,
        MARK,
        NEWLINE,
        END,
        /** A character that nothing starts with. */
        UNKNOWN
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    boolean isMark(String mark) {
        return kind == Kind.MARK && text.equals(mark);
    }

    boolean isKeyword(String keyword) {
        return kind == Kind.NAME && text.equals(keyword);
    }

    /** As messages name it. */
    String describe() {
        return switch (kind) {
            case END -> "the end of the text";
            case NEWLINE -> "the end of the line";
            default -> "'" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "'";
        };
    }
}
