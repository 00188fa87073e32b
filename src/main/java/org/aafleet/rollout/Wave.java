package org.aafleet.rollout;

import java.util.List;

/**
 * Hosts that go together, stage by stage, and before the hosts of the next wave.
 *
 * @param stages what they go through, at least one
 * @param approve whether a person must let it begin
 */
public record Wave(String name, List<String> hosts, List<Stage> stages, boolean approve) {

    public Wave {
        hosts = List.copyOf(hosts);
        stages = List.copyOf(stages);
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("a wave has a stage");
        }
    }

    int last() {
        return stages.size() - 1;
    }
}
