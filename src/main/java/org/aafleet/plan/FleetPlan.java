package org.aafleet.plan;

import java.util.List;
import org.aafleet.fleet.HostFailure;

/**
 * What a run would do.
 *
 * @param plays in the order of the playbook
 */
public record FleetPlan(List<PlayPlan> plays) {

    /** @param failures hosts that could not be looked at */
    public record PlayPlan(String title, List<HostPlan> hosts, List<HostFailure> failures) {

        public PlayPlan {
            hosts = List.copyOf(hosts);
            failures = List.copyOf(failures);
        }
    }

    public FleetPlan {
        plays = List.copyOf(plays);
    }

    public boolean hasChanges() {
        return plays.stream().flatMap(play -> play.hosts().stream()).anyMatch(host -> !host.isNoOp());
    }

    /** How many hosts would change. */
    public int changing() {
        return (int) plays.stream()
                .flatMap(play -> play.hosts().stream())
                .filter(host -> !host.isNoOp() && !host.isBlocked())
                .map(HostPlan::host)
                .distinct()
                .count();
    }

    public boolean hasBlockedHosts() {
        return plays.stream().flatMap(play -> play.hosts().stream()).anyMatch(HostPlan::isBlocked);
    }

    public List<HostFailure> failures() {
        return plays.stream().flatMap(play -> play.failures().stream()).toList();
    }
}
