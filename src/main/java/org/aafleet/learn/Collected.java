package org.aafleet.learn;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of hosts besides their events.
 *
 * @param until by host how far its events were collected, by its own clock
 * @param tunables by host and variable the values that the services' own configuration has
 */
public record Collected(Map<String, Instant> until, Map<String, Map<String, List<String>>> tunables) {

    public static final Collected NOTHING = new Collected(Map.of(), Map.of());

    public Collected {
        until = Collections.unmodifiableMap(new TreeMap<>(until));
        tunables = Collections.unmodifiableMap(new TreeMap<>(tunables));
    }

    /** With what was learned later, which wins. */
    Collected with(Collected later) {
        Map<String, Instant> times = new TreeMap<>(until);
        times.putAll(later.until);
        Map<String, Map<String, List<String>>> values = new TreeMap<>(tunables);
        values.putAll(later.tunables);
        return new Collected(times, values);
    }
}
