package org.aafleet.playbook;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.aafleet.yaml.Default;
import org.aafleet.yaml.Doc;

/** How a change goes out to the hosts of a play. */
@Doc("How a change goes out to the hosts; with waves, steps, soak or gate in stages")
public record RolloutSettings(
        @Doc("sets of hosts, each before the next; without them the batches of 'serial'")
        List<WaveEntry> waves,

        @Doc("the modes that a host goes through; complain, then enforce, when the rollout has stages")
        List<RolloutStep> steps,

        @Doc("how long a host stays in each mode") Optional<SoakSettings> soak,

        @Doc("what it must show then") Optional<GateSettings> gate,

        @Doc("a host takes an enforcing change back by itself unless it is confirmed within this time, over a new "
                + "connection and with every probe passing; 0 for a change that stays as soon as it is made")
        @Default("2m")
        Duration confirm,

        @Doc("what is done when a host does not pass the gate") @Default("rollback-wave")
        OnFail onFail,

        @Doc("what is done when there is too little to judge by") @Default("pause")
        OnInconclusive onInconclusive,

        @Doc("how many old revisions of a service stay on a host") @Default("10")
        int keep) {

    public static final RolloutSettings DEFAULT = new RolloutSettings(
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Duration.ofMinutes(2),
            OnFail.ROLLBACK_WAVE,
            OnInconclusive.PAUSE,
            10);

    public RolloutSettings {
        if (confirm.isNegative() || (!confirm.isZero() && confirm.toMillis() < 10_000)) {
            throw new IllegalArgumentException("'confirm' is 0 or at least 10s: a new connection takes seconds");
        }
        if (keep < 1) {
            throw new IllegalArgumentException("'keep' is at least 1: a rollback needs a revision to go back to");
        }
        checkSteps(steps);
    }

    static void checkSteps(List<RolloutStep> steps) {
        if (new HashSet<>(steps).size() < steps.size() || (steps.size() == 2 && steps.get(0) == RolloutStep.ENFORCE)) {
            throw new IllegalArgumentException("'steps' are complain, enforce, or complain before enforce");
        }
    }

    /** Whether hosts go through stages, with a gate at the end of each, and not at once to where they shall be. */
    public boolean isStaged() {
        return !waves.isEmpty() || !steps.isEmpty() || soak.isPresent() || gate.isPresent();
    }

    /** @param wave those of a wave, which win unless there are none */
    public List<RolloutStep> stepsOf(List<RolloutStep> wave) {
        if (!wave.isEmpty()) {
            return wave;
        }
        return steps.isEmpty() ? List.of(RolloutStep.COMPLAIN, RolloutStep.ENFORCE) : steps;
    }

    public SoakSettings soakOrDefault() {
        return soak.orElse(SoakSettings.DEFAULT);
    }

    public GateSettings gateOrDefault() {
        return gate.orElse(GateSettings.DEFAULT);
    }
}
