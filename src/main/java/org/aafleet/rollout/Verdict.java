package org.aafleet.rollout;

import java.time.Duration;
import java.util.List;

/** What the evidence says of a host in its stage. */
public sealed interface Verdict {

    /** Nothing speaks against it, and the time is not over. */
    record Soaking(Duration left) implements Verdict {}

    record Pass() implements Verdict {}

    /** @param reasons what was denied or does not work; at least one */
    record Fail(List<String> reasons) implements Verdict {
        public Fail {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * The time is over and nothing speaks against it, but there is too little to speak for it.
     *
     * @param reasons what is lacking; at least one
     */
    record Inconclusive(List<String> reasons) implements Verdict {
        public Inconclusive {
            reasons = List.copyOf(reasons);
        }
    }
}
