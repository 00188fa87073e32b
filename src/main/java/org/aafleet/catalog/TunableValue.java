package org.aafleet.catalog;

import java.util.Optional;
import org.aafleet.catalog.ServiceFile.Kind;
import org.aafleet.policy.glob.Glob;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;

/** A value of a tunable on its way from YAML into policy: checked, and written so that it means just what it says. */
public final class TunableValue {

    /** What AppArmor would take for more than itself. */
    private static final String SPECIAL = "*?[]{}^\"\\@,#!";

    private TunableValue() {}

    /** What is wrong with a value, if anything. */
    public static Optional<String> check(String value, Kind kind) {
        if (value.isEmpty()) {
            return Optional.of("the value is empty");
        }
        if (value.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            return Optional.of("the value contains a control character");
        }
        if (kind == Kind.NAME) {
            return value.matches("[A-Za-z0-9._-]+")
                    ? Optional.empty()
                    : Optional.of("'" + value + "' is not a plain word");
        }
        if (!value.startsWith("/")) {
            return Optional.of("'" + value + "' is not an absolute path");
        }
        if (("/" + value + "/").contains("/../") || ("/" + value + "/").contains("/./")) {
            return Optional.of("'" + value + "' contains '.' or '..', which no kernel path does");
        }
        if (kind != Kind.PATH && value.chars().allMatch(c -> c == '/')) {
            return Optional.of("'/' would open everything");
        }
        return kind == Kind.PATH ? checkGlob(value) : Optional.empty();
    }

    private static Optional<String> checkGlob(String value) {
        try {
            Glob.parse(Variables.NONE.expand(value));
            return Optional.empty();
        } catch (GlobException e) {
            return Optional.of("'" + value + "' is not a path with AppArmor's globbing: " + e.getMessage());
        }
    }

    /** A word of policy. A directory loses its last slash: the profiles add their own. */
    public static String policy(String value, Kind kind) {
        String plain = kind == Kind.DIRECTORY ? value.replaceAll("/+$", "") : value;
        return quoted(kind == Kind.PATH ? plain.replace("\"", "\\\"") : escape(plain));
    }

    /** A value of the kind {@link Kind#PATH} for a path, whatever is in it, and globbing behind it. */
    public static String pattern(String path, String glob) {
        // A quote is escaped when the value becomes a word.
        return escape(path).replace("\\\"", "\"") + glob;
    }

    private static String quoted(String escaped) {
        return escaped.indexOf(' ') >= 0 ? "\"" + escaped + "\"" : escaped;
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (SPECIAL.indexOf(c) >= 0) {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }
}
