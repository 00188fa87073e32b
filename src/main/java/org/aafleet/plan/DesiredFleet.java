package org.aafleet.plan;

import java.util.List;
import org.aafleet.playbook.Play;
import org.aafleet.problem.Problem;

/** What a playbook wants of an inventory, before any host was asked. */
public record DesiredFleet(List<DesiredPlay> plays, List<Problem> warnings) {

    public record DesiredPlay(Play play, List<DesiredHost> hosts) {

        public DesiredPlay {
            hosts = List.copyOf(hosts);
        }
    }

    public DesiredFleet {
        plays = List.copyOf(plays);
        warnings = List.copyOf(warnings);
    }

    public boolean isEmpty() {
        return plays.stream().allMatch(play -> play.hosts().isEmpty());
    }
}
