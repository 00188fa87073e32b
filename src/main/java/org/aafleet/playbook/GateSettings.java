package org.aafleet.playbook;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.aafleet.yaml.Default;
import org.aafleet.yaml.Doc;
import org.aafleet.yaml.Located;

/** What a host must show at the end of a soak. */
@Doc("What a host must show at the end of a soak")
public record GateSettings(
        @Doc("how many kinds of denials, or in complain of what would be denied, are borne; a kind is a profile, an "
                + "operation, a name and a mask")
        @Default("0")
        int newDenials,

        @Doc("how long there must have been none of them at the end") @Default("0s")
        Duration quietFor,

        @Doc("what each service that counts it must have done at least, by kind: http_requests (lines of access logs, "
                + "without those of the probes), queries (of the database), mails (that were delivered) or calls (of the kernel, to "
                + "read or write); without it, anything")
        Map<Located<String>, Integer> minActivity,

        @Doc("how many probes may fail in one soak, counted whenever a run looks at the host") @Default("0")
        int probeFailures,

        @Doc("how many records the audit system may have lost") @Default("0")
        int auditLost,

        @Doc(
                "how many kinds of accesses that the host recorded in the last 24 hours the profiles may deny when they go to "
                        + "enforce; without it nothing is replayed")
        Optional<Integer> replayedDenials) {

    public static final GateSettings DEFAULT = new GateSettings(0, Duration.ZERO, Map.of(), 0, 0, Optional.empty());

    public GateSettings {
        if (newDenials < 0 || probeFailures < 0 || auditLost < 0 || replayedDenials.orElse(0) < 0) {
            throw new IllegalArgumentException("what a gate bears is 0 or more");
        }
        if (minActivity.values().stream().anyMatch(least -> least < 0)) {
            throw new IllegalArgumentException("'min_activity' is 0 or more of each kind");
        }
    }
}
