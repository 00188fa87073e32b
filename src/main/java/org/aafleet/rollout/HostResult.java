package org.aafleet.rollout;

import java.util.List;
import java.util.Optional;
import org.aafleet.fleet.HostFailure;
import org.aafleet.fleet.Outcome;

/**
 * What a run ended in on a host.
 *
 * @param details one line each: what was done, what failed, what is still to do
 */
public record HostResult(String host, Status status, List<String> details, Optional<HostFailure> failure) {

    public enum Status {
        /** It was as it shall be. */
        OK,
        CHANGED,
        /** Nothing was done, for reasons that the plan names. */
        BLOCKED,
        /** A probe failed after the change, which was therefore taken back. */
        ROLLED_BACK,
        FAILED,
        UNREACHABLE,
        /** The run stopped before its turn. */
        SKIPPED
    }

    public HostResult {
        details = List.copyOf(details);
    }

    static HostResult of(String host, Status status, String... details) {
        return new HostResult(host, status, List.of(details), Optional.empty());
    }

    static HostResult of(Outcome<HostResult> outcome) {
        return outcome instanceof Outcome.Done<HostResult> done
                ? done.value()
                : failed(((Outcome.Failed<HostResult>) outcome).failure());
    }

    static HostResult failed(HostFailure failure) {
        return new HostResult(
                failure.host(),
                failure.unreachable() ? Status.UNREACHABLE : Status.FAILED,
                List.of(),
                Optional.of(failure));
    }

    /** Whether it counts against {@code max_fail_percentage}. */
    public boolean isBad() {
        return status != Status.OK && status != Status.CHANGED && status != Status.SKIPPED;
    }
}
