package org.aafleet.transport;

import java.util.regex.Pattern;

/** Words of a shell command. */
final class Quoted {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private Quoted() {}

    /** Unchanged where that is safe, else in single quotes. */
    static String shell(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
