package org.aafleet.rollout;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A rollout at a moment.
 *
 * @param waves in their order
 * @param standings of every host of every wave
 * @param holds why nothing may go on, by the host that says so
 * @param approved the hosts of waves that a person has let begin
 */
public record Situation(
        List<Wave> waves, Map<String, Standing> standings, Map<String, String> holds, Set<String> approved) {

    public Situation {
        waves = List.copyOf(waves);
        standings = Collections.unmodifiableMap(new LinkedHashMap<>(standings));
        holds = Collections.unmodifiableMap(new LinkedHashMap<>(holds));
        approved = Set.copyOf(approved);
    }

    Standing of(String host) {
        return standings.getOrDefault(host, new Standing.Away("it was not looked at", false));
    }
}
