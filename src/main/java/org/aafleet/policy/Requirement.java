package org.aafleet.policy;

import org.aafleet.policy.model.Span;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Severity;

/**
 * A construct that not every parser knows.
 *
 * @param severity a warning where an older parser takes it too, but for something else
 * @param construct with the part of it that is new: {@code network rule: access}
 * @param since the first version that knows it, as read in AppArmor's source at its release tags and measured with
 *     parsers built from these
 */
record Requirement(Severity severity, Span span, String construct, ParserVersion since) {

    Requirement(Span span, String construct, ParserVersion since) {
        this(Severity.ERROR, span, construct, since);
    }

    boolean isMetBy(ParserVersion version) {
        return version.compareTo(since) >= 0;
    }

    Problem problem(ParserVersion here) {
        String message = construct + ": needs apparmor_parser " + since + " (here: " + here + ")";
        return severity == Severity.ERROR ? Problem.error(span.at(), message) : Problem.warning(span.at(), message);
    }
}
