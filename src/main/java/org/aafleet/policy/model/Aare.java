package org.aafleet.policy.model;

import java.util.regex.Pattern;

/**
 * An AppArmor regular expression (AARE), or any other word that the language lets one quote.
 *
 * @param text as written, without surrounding quotes; escapes and variables untouched
 */
public record Aare(String text) {

    /** What needs no quotes in any position of a rule. A comma may stand inside a word, never at its end. */
    private static final Pattern PLAIN = Pattern.compile("[\\w/@:](,?[\\w/.*?\\[\\]{}^@:%~$+-])*");

    /** As a word of a rule: in quotes where it needs them. Quoting never changes what a word means. */
    @Override
    public String toString() {
        return PLAIN.matcher(text).matches() ? text : '"' + text + '"';
    }
}
