package org.aafleet.policy.access;

import java.util.List;

/** @param nearMisses of what is denied for want of a rule */
public record Explanation(Access access, Decision decision, List<NearMiss> nearMisses) {

    public Explanation {
        nearMisses = List.copyOf(nearMisses);
    }
}
