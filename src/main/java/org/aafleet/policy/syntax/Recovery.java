package org.aafleet.policy.syntax;

/** Finds where parsing can go on after an error: behind the comma that ends a rule, or at the brace that ends a block. */
final class Recovery {

    private Recovery() {}

    static void skip(Cursor cursor, int from) {
        cursor.lexer().reset(resume(cursor.text(), from));
    }

    private static int resume(String text, int from) {
        int braces = 0;
        boolean block = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{') {
                block |= braces == 0 && isSpaceOrEnd(text, i + 1);
                braces++;
            } else if (c == '}' && braces-- == 0) {
                return i;
            } else if (c == '}' && braces == 0 && block) {
                return i + 1;
            } else if (c == ',' && braces == 0 && isSpaceOrEnd(text, i + 1)) {
                return i + 1;
            } else if (c == '#' && isSpaceOrEnd(text, i - 1)) {
                int end = text.indexOf('\n', i);
                i = end < 0 ? text.length() : end;
            }
        }
        return text.length();
    }

    private static boolean isSpaceOrEnd(String text, int at) {
        return at < 0 || at >= text.length() || Character.isWhitespace(text.charAt(at));
    }
}
