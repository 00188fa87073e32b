package org.aafleet.playbook;

import java.time.Duration;
import org.aafleet.yaml.Default;
import org.aafleet.yaml.Doc;

/** How long a host stays in a mode before it is judged. */
@Doc("How long a host stays in each mode before it is judged")
public record SoakSettings(
        @Doc("in complain, where nothing is denied") @Default("24h")
        Duration complain,

        @Doc("in enforce") @Default("2h") Duration enforce) {

    public static final SoakSettings DEFAULT = new SoakSettings(Duration.ofHours(24), Duration.ofHours(2));

    public Duration of(RolloutStep step) {
        return step == RolloutStep.COMPLAIN ? complain : enforce;
    }
}
