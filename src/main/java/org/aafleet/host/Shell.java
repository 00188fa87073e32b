package org.aafleet.host;

/** Text for a POSIX shell. Every value that comes from YAML, an inventory or a host goes through here. */
final class Shell {

    private Shell() {}

    /** One word, whatever is in it. */
    static String quote(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a value for a shell contains a NUL character");
        }
        return "'" + value.replace("'", "'\\''") + "'";
    }

    /** A word that stays on one line of the host's own files. */
    static String line(String value) {
        if (value.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a name contains a line break: " + value.replace("\n", "\\n"));
        }
        return value;
    }

    /** A word that stays one field of such a line. */
    static String field(String value) {
        if (value.indexOf('\t') >= 0) {
            throw new IllegalArgumentException("a name contains a tab: " + value.replace("\t", "\\t"));
        }
        return line(value);
    }

    /** A command with its arguments. */
    static String command(String name, String... arguments) {
        StringBuilder text = new StringBuilder(name);
        for (String argument : arguments) {
            text.append(' ').append(quote(argument));
        }
        return text.toString();
    }

    /**
     * The same with a text on its standard input, byte for byte.
     *
     * @param text ends in a newline and holds no NUL, as a here-document does
     */
    static String withInput(String command, String text) {
        if (!text.endsWith("\n") || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a here-document ends in a newline and holds no NUL character");
        }
        String end = "END-OF-TEXT";
        while (("\n" + text).contains("\n" + end + "\n")) {
            end += "-";
        }
        return command + " << '" + end + "' || return\n" + text + end;
    }
}
