package org.aafleet.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aafleet.fleet.HostException;
import org.aafleet.fleet.ProbeResult;
import org.aafleet.host.ApplyAnswer;
import org.aafleet.rollout.HostResult.Status;

/** A change that is taken back because something worked before it and does not any more. */
record Reversal(List<ProbeResult> failing) {

    String reason() {
        return "probe failed: " + failing.get(0);
    }

    /** @param gone whether the answer says that the change is gone */
    HostResult result(HostTarget target, ApplyAnswer answer, boolean gone) {
        List<String> details = new ArrayList<>();
        failing.forEach(probe -> details.add("probe failed after the change: " + probe));
        if (!gone) {
            return new HostResult(
                    target.name(), Status.FAILED, details, Optional.of(Applier.failure(target.name(), answer)));
        }
        details.add(afterwards(target, answer));
        return new HostResult(target.name(), Status.ROLLED_BACK, details, Optional.empty());
    }

    /** Whether a host that was put back works again, in one line. */
    static String afterwards(HostTarget target, ApplyAnswer answer) {
        List<ProbeResult> still;
        try {
            still = target.probes().results(target.session(), answer.afterwards(), true).stream()
                    .filter(probe -> !probe.passed())
                    .toList();
        } catch (HostException e) {
            return "rolled back; whether the probes pass again is not known: "
                    + e.failure().message();
        }
        return still.isEmpty()
                ? "rolled back; every probe passes again"
                : "rolled back; still failing: "
                        + still.stream().map(ProbeResult::toString).collect(Collectors.joining("; "));
    }
}
