package org.aafleet.policy.model;

/**
 * An AppArmor regular expression (AARE), or any other word that the language lets one quote.
 *
 * @param text as written, without surrounding quotes; escapes and variables untouched
 */
public record Aare(String text) {

    /** What has a meaning of its own. */
    private static final String SPECIAL = "\\*?[]{}^\"@,";

    private static final String PLAIN = "/._@:*?[]{}^%~$+-";

    /** One that matches this and nothing else. */
    public static Aare literal(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(letter -> {
            if (SPECIAL.indexOf(letter) >= 0) {
                escaped.append('\\');
            }
            escaped.append((char) letter);
        });
        return new Aare(escaped.toString());
    }

    /** As a word of a rule: in quotes where it needs them. Quoting never changes what a word means. */
    @Override
    public String toString() {
        return isPlain() ? text : '"' + text + '"';
    }

    /** What needs no quotes in any position of a rule. A comma may stand inside a word, never at its end. */
    private boolean isPlain() {
        for (int i = 0; i < text.length(); i++) {
            boolean joined = text.charAt(i) == ',' && i > 0 && i + 1 < text.length() && isPlain(text.charAt(i + 1));
            if (!joined && !isPlain(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty() && (isPlainLetter(text.charAt(0)) || "/_@:".indexOf(text.charAt(0)) >= 0);
    }

    private static boolean isPlain(char c) {
        return isPlainLetter(c) || PLAIN.indexOf(c) >= 0;
    }

    private static boolean isPlainLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
