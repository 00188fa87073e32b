package org.aafleet.playbook;

import java.util.List;
import java.util.Optional;
import org.aafleet.yaml.Constraint;
import org.aafleet.yaml.Doc;
import org.aafleet.yaml.Located;

/** Some of the play's hosts, which go before the next ones do. */
@Constraint("""
        {"oneOf": [{"required": ["hosts"]}, {"required": ["serial"]}]}
        """)
@Doc("A set of hosts that go together, before the next wave; with one of hosts, serial")
public record WaveEntry(
        @Doc("what messages call the wave") Located<String> name,

        @Doc("those of the play's hosts that match: a pattern of the inventory, or a list of them")
        Optional<HostPattern> hosts,

        @Doc("a number, or a percentage of all hosts of the play, of those that are in no wave before")
        Optional<SerialSize> serial,

        @Doc("the modes of this wave, when they are not those of the rollout")
        List<RolloutStep> steps,

        @Doc("begin only after 'promote'") boolean approve) {

    public WaveEntry {
        if (hosts.isPresent() == serial.isPresent()) {
            throw new IllegalArgumentException("a wave has exactly one of hosts and serial");
        }
        RolloutSettings.checkSteps(steps);
    }
}
