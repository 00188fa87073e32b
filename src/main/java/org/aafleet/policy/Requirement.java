package org.aafleet.policy;

import org.aafleet.policy.model.Span;
import org.aafleet.problem.Problem;

/**
 * A construct that not every parser knows.
 *
 * @param construct with the part of it that is new: {@code network rule: access}
 * @param since the first version that knows it, as read in AppArmor's source at its release tags and measured with
 *     parsers built from these
 */
record Requirement(Span span, String construct, ParserVersion since) {

    boolean isMetBy(ParserVersion version) {
        return version.compareTo(since) >= 0;
    }

    Problem problem(ParserVersion here) {
        return Problem.error(
                span.at(), construct + ": needs apparmor_parser " + since + " (here: " + here + ")");
    }
}
