package org.aafleet.policy.syntax;

/** Tells permission letters from other words: {@code rw}, {@code mrPx}, {@code rix} are, {@code rp} is not. */
final class PermissionLetters {

    private static final String SINGLE = "RrWwaLlMmkXx";

    private PermissionLetters() {}

    static boolean areAll(String word) {
        int at = 0;
        while (at < word.length()) {
            int length = unit(word, at);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return !word.isEmpty();
    }

    /** How many letters the permission at this place has; 0 where there is none. */
    static int unit(String word, int at) {
        if (SINGLE.indexOf(word.charAt(at)) >= 0) {
            return 1;
        }
        int x = at;
        x += isOneOf(word, x, "PpCc") ? 1 : 0;
        x += isOneOf(word, x, "IiUu") ? 1 : 0;
        return x > at && isOneOf(word, x, "Xx") ? x + 1 - at : 0;
    }

    private static boolean isOneOf(String word, int at, String letters) {
        return at < word.length() && letters.indexOf(word.charAt(at)) >= 0;
    }
}
