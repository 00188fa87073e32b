package org.aafleet.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.aafleet.audit.Replay.Denied;
import org.aafleet.fleet.ProbeResult;
import org.aafleet.host.Evidence;
import org.aafleet.host.SeenEvent;
import org.aafleet.playbook.GateSettings;
import org.aafleet.yaml.Located;

/**
 * The test that a host must pass to leave its stage. Pure. What speaks against it counts at once; what is lacking counts when the
 * soak is over.
 */
record Gate(GateSettings settings) {

    private static final int TOLD = 5;

    /** A clock that is corrected by less is one that is kept. */
    private static final long JUMP = 30;

    /**
     * What is known of a host.
     *
     * @param counting the events of services that shall enforce, without what is denied on purpose
     * @param unseen why nothing can be known of some of these services, one sentence each: they run under no profile, or not at all
     * @param services the names of these services, which have processes
     * @param replayed what the host recorded of late and the next stage would deny, where that was asked
     */
    record Findings(
            Soak soak,
            Evidence evidence,
            List<SeenEvent> counting,
            List<ProbeResult> failing,
            List<String> unseen,
            List<String> services,
            List<Denied> replayed) {}

    Verdict judge(Stage stage, Findings found) {
        List<String> against = new ArrayList<>();
        if (found.counting().size() > settings.newDenials()) {
            tell(found.counting().stream().map(EventText::of).toList(), against);
        }
        if (found.replayed().size() > settings.replayedDenials().orElse(Integer.MAX_VALUE)) {
            tell(
                    found.replayed().stream()
                            .map(denied -> "of the last 24 hours: " + EventText.of(denied))
                            .toList(),
                    against);
        }
        long failures =
                (long) found.soak().mark().probeFailures() + found.failing().size();
        if (failures > settings.probeFailures()) {
            found.failing().forEach(probe -> against.add("probe failed: " + probe));
            if (failures > found.failing().size()) {
                against.add(failures + " probes have failed in this soak");
            }
        }
        if (!against.isEmpty()) {
            return new Verdict.Fail(against);
        }
        Duration left = left(stage, found);
        if (left.compareTo(Duration.ZERO) > 0) {
            return new Verdict.Soaking(left);
        }
        List<String> lacking = lacking(found);
        return lacking.isEmpty() ? new Verdict.Pass() : new Verdict.Inconclusive(lacking);
    }

    private static void tell(List<String> kinds, List<String> against) {
        kinds.stream().limit(TOLD).forEach(against::add);
        if (kinds.size() > TOLD) {
            against.add("and " + (kinds.size() - TOLD) + " kinds more");
        }
    }

    private Duration left(Stage stage, Findings found) {
        Duration soak = stage.soak().minus(found.soak().lasted());
        Optional<Duration> quiet = sinceLastEvent(found).map(settings.quietFor()::minus);
        return quiet.filter(more -> more.compareTo(soak) > 0).orElse(soak);
    }

    private static Optional<Duration> sinceLastEvent(Findings found) {
        Optional<Instant> last = found.counting().stream()
                .flatMap(event -> event.last().stream())
                .max(Comparator.naturalOrder());
        return last.isEmpty() || found.evidence().now().time().isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.between(
                        last.get(),
                        Instant.ofEpochSecond(found.evidence().now().time().getAsLong())));
    }

    private List<String> lacking(Findings found) {
        List<String> lacking = new ArrayList<>();
        if (found.evidence().lost() > settings.auditLost()) {
            lacking.add("events may be missing: the audit system has lost "
                    + found.evidence().lost() + " records");
        }
        found.evidence().losses().forEach(loss -> lacking.add("events may be missing: " + loss));
        lacking.addAll(found.unseen());
        long jump = found.soak().clockJump();
        if (!settings.quietFor().isZero() && !found.counting().isEmpty() && Math.abs(jump) > JUMP) {
            lacking.add("the host's clock was set by " + jump + " s, so 'quiet_for' cannot be told");
        }
        if (settings.minActivity().isEmpty()) {
            found.services().forEach(service -> idle(service, found.soak()).ifPresent(lacking::add));
        } else {
            kinds().forEach((kind, least) -> lacking.addAll(tooLittle(kind, least, found)));
        }
        return lacking;
    }

    private static Optional<String> idle(String service, Soak soak) {
        List<String> untold = soak.untold(service);
        if (!untold.isEmpty()) {
            return Optional.of(service + " does not say its " + String.join(", ", untold)
                    + ", so what it did is not known; 'min_activity' may name another kind, such as calls");
        }
        return soak.isIdle(service) ? Optional.of(service + " did nothing since then") : Optional.empty();
    }

    private Map<String, Integer> kinds() {
        Map<String, Integer> kinds = new TreeMap<>();
        for (Map.Entry<Located<String>, Integer> least : settings.minActivity().entrySet()) {
            kinds.put(least.getKey().value(), least.getValue());
        }
        return kinds;
    }

    private static List<String> tooLittle(String kind, int least, Findings found) {
        List<String> lacking = new ArrayList<>();
        boolean counted = false;
        for (String service : found.services()) {
            OptionalLong done = found.soak().done(service, kind);
            counted |= done.isPresent();
            if (done.isPresent() && done.getAsLong() < least) {
                lacking.add(service + ": " + done.getAsLong() + " " + kind + ", " + least + " are wanted");
            }
        }
        if (!counted && least > 0) {
            lacking.add("no service there counts " + kind);
        }
        return lacking;
    }
}
