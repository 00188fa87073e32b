package org.aafleet.problem;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One thing that a person has to mend.
 *
 * @param where the place, absent where the problem is not in a text (a command-line argument, a missing file)
 * @param message one sentence, without the place
 * @param hint what was probably meant, or what to do
 * @param excerpt the offending line with a caret below it
 */
public record Problem(
        Severity severity, Optional<Location> where, String message, Optional<String> hint, Optional<String> excerpt) {

    private static final Pattern LINE_BREAK = Pattern.compile("\\R");

    /** A sentence is one line, even if it quotes text that is not. */
    public Problem {
        message = LINE_BREAK.matcher(message).replaceAll(" ");
        hint = hint.map(text -> LINE_BREAK.matcher(text).replaceAll(" "));
    }

    public static Problem error(String message) {
        return new Problem(Severity.ERROR, Optional.empty(), message, Optional.empty(), Optional.empty());
    }

    public static Problem error(Location where, String message) {
        return new Problem(Severity.ERROR, Optional.of(where), message, Optional.empty(), Optional.empty());
    }

    public static Problem warning(String message) {
        return new Problem(Severity.WARNING, Optional.empty(), message, Optional.empty(), Optional.empty());
    }

    public static Problem warning(Location where, String message) {
        return new Problem(Severity.WARNING, Optional.of(where), message, Optional.empty(), Optional.empty());
    }

    public Problem withHint(Optional<String> newHint) {
        return new Problem(severity, where, message, newHint, excerpt);
    }

    public Problem withHint(String newHint) {
        return withHint(Optional.of(newHint));
    }

    public Problem withExcerpt(Optional<String> newExcerpt) {
        return new Problem(severity, where, message, hint, newExcerpt);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** The problem as compilers print it: place, severity, message, hint; the excerpt on lines of its own. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        where.ifPresent(at -> text.append(at).append(": "));
        text.append(severity).append(": ").append(message);
        hint.ifPresent(meant -> text.append(" (").append(meant).append(')'));
        excerpt.ifPresent(lines -> text.append('\n').append(lines));
        return text.toString();
    }
}
