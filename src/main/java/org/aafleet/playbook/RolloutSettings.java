package org.aafleet.playbook;

import java.time.Duration;
import org.aafleet.yaml.Default;
import org.aafleet.yaml.Doc;

/** How a change goes out to the hosts of a play. */
@Doc("How a change goes out to the hosts")
public record RolloutSettings(
        @Doc("a host takes an enforcing change back by itself unless it is confirmed within this time, over a new "
                + "connection and with every probe passing; 0 for a change that stays as soon as it is made")
        @Default("2m")
        Duration confirm,

        @Doc("how many old revisions of a service stay on a host") @Default("10")
        int keep) {

    public static final RolloutSettings DEFAULT = new RolloutSettings(Duration.ofMinutes(2), 10);

    public RolloutSettings {
        if (confirm.isNegative() || (!confirm.isZero() && confirm.toMillis() < 10_000)) {
            throw new IllegalArgumentException("'confirm' is 0 or at least 10s: a new connection takes seconds");
        }
        if (keep < 1) {
            throw new IllegalArgumentException("'keep' is at least 1: a rollback needs a revision to go back to");
        }
    }
}
