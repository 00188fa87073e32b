package org.aafleet.plan;

import java.util.Optional;

/**
 * Something about a host that an admin should know.
 *
 * @param stops whether no apply can be made as long as it is so
 * @param remedy what mends it: a command, mostly
 */
public record Finding(boolean stops, String problem, Optional<String> remedy) {

    static Finding stops(String problem, String remedy) {
        return new Finding(true, problem, Optional.of(remedy));
    }

    static Finding warns(String problem) {
        return new Finding(false, problem, Optional.empty());
    }

    static Finding warns(String problem, String remedy) {
        return new Finding(false, problem, Optional.of(remedy));
    }

    /** On one line. */
    @Override
    public String toString() {
        return problem + remedy.map(text -> ": " + text).orElse("");
    }
}
