package org.aafleet.rollout;

import java.util.List;
import org.aafleet.fleet.ProbeResult;
import org.aafleet.host.ObservedHost;

/** A host as it is now: its state, and whether its services work. */
public record Examination(ObservedHost observed, List<ProbeResult> probes) {

    public Examination {
        probes = List.copyOf(probes);
    }

    public List<ProbeResult> failing() {
        return probes.stream().filter(probe -> !probe.passed()).toList();
    }
}
