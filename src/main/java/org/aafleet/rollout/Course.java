package org.aafleet.rollout;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.aafleet.playbook.OnFail;
import org.aafleet.playbook.OnInconclusive;
import org.aafleet.rollout.Standing.Away;
import org.aafleet.rollout.Standing.Due;
import org.aafleet.rollout.Standing.Failed;
import org.aafleet.rollout.Standing.In;
import org.aafleet.rollout.Standing.Passed;

/**
 * Who may go on in a rollout. Pure: the same situation gives the same decision. Verdicts come first, and while one is acted on
 * nobody goes on. A wave goes in step: a host that is late holds the others back. The next wave begins when this one is through.
 *
 * @param maxFailPercentage how many of a wave's hosts may fail or be away before the next wave; without it none may fail or be
 *     lost on its way, and of those that are away otherwise at least one other must have passed
 */
public record Course(OnFail onFail, OnInconclusive onInconclusive, OptionalDouble maxFailPercentage) {

    /** Where nobody soaks but evidence is lacking. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    public Decision decide(Situation now) {
        return judged(now).orElseGet(() -> now.holds().isEmpty() ? next(now) : new Decision.Held(now.holds()));
    }

    private Optional<Decision> judged(Situation now) {
        return each(now, wave -> failing(now, wave))
                .or(() -> each(now, wave -> inconclusive(now, wave)))
                .or(() -> each(now, wave -> passing(now, wave)));
    }

    private static Optional<Decision> each(Situation now, Function<Wave, Optional<Decision>> rule) {
        return now.waves().stream().map(rule).flatMap(Optional::stream).findFirst();
    }

    private Optional<Decision> failing(Situation now, Wave wave) {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String host : wave.hosts()) {
            if (now.of(host) instanceof In in && in.verdict() instanceof Verdict.Fail fail) {
                reasons.put(host, String.join("; ", fail.reasons()));
            }
        }
        if (reasons.isEmpty()) {
            return Optional.empty();
        }
        if (onFail == OnFail.PAUSE) {
            reasons.keySet().removeAll(now.holds().keySet());
            return reasons.isEmpty() ? Optional.empty() : Optional.of(new Decision.Hold(wave, reasons));
        }
        if (onFail == OnFail.ROLLBACK_WAVE) {
            String first = reasons.keySet().iterator().next();
            boolean atTheLast = reasons.keySet().stream().anyMatch(host -> next(now.of(host)) == wave.last());
            // What was through before others began is not judged by them.
            wave.hosts().stream()
                    .filter(host -> isOnTheRoad(now.of(host)) && (atTheLast || !isThrough(now.of(host), wave)))
                    .forEach(host -> reasons.putIfAbsent(host, "its wave goes back with " + first));
        }
        return Optional.of(new Decision.TakeBack(wave, reasons));
    }

    private static boolean isOnTheRoad(Standing standing) {
        return standing instanceof In || standing instanceof Passed || (standing instanceof Due due && due.setOut());
    }

    private Optional<Decision> inconclusive(Situation now, Wave wave) {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String host : wave.hosts()) {
            if (!now.holds().containsKey(host)
                    && now.of(host) instanceof In in
                    && in.verdict() instanceof Verdict.Inconclusive lacking) {
                reasons.put(host, "inconclusive: " + String.join("; ", lacking.reasons()));
            }
        }
        return reasons.isEmpty() || onInconclusive == OnInconclusive.WAIT
                ? Optional.empty()
                : Optional.of(new Decision.Hold(wave, reasons));
    }

    private static Optional<Decision> passing(Situation now, Wave wave) {
        List<String> hosts = wave.hosts().stream()
                .filter(host -> now.of(host) instanceof In in && in.verdict() instanceof Verdict.Pass)
                .toList();
        return hosts.isEmpty() ? Optional.empty() : Optional.of(new Decision.Pass(wave, hosts));
    }

    private Decision next(Situation now) {
        Map<String, String> except = new LinkedHashMap<>();
        for (Wave wave : now.waves()) {
            Map<String, String> lost = lost(now, wave);
            if (isTooMany(lost, now, wave)) {
                return new Decision.Stopped(wave, lost);
            }
            List<String> behind = wave.hosts().stream()
                    .filter(host -> !lost.containsKey(host) && !isThrough(now.of(host), wave))
                    .toList();
            if (!behind.isEmpty()) {
                return step(now, wave, behind);
            }
            except.putAll(lost);
        }
        return new Decision.Finished(except);
    }

    private static Map<String, String> lost(Situation now, Wave wave) {
        Map<String, String> lost = new LinkedHashMap<>();
        for (String host : wave.hosts()) {
            if (now.of(host) instanceof Failed failed) {
                lost.put(host, failed.why());
            } else if (now.of(host) instanceof Away away) {
                lost.put(host, away.why());
            }
        }
        return lost;
    }

    private boolean isTooMany(Map<String, String> lost, Situation now, Wave wave) {
        if (lost.isEmpty()) {
            return false;
        }
        if (maxFailPercentage.isPresent()) {
            return lost.size() * 100.0 / wave.hosts().size() > maxFailPercentage.getAsDouble();
        }
        return lost.size() == wave.hosts().size()
                || lost.keySet().stream()
                        .anyMatch(host ->
                                now.of(host) instanceof Failed || (now.of(host) instanceof Away away && away.setOut()));
    }

    private static boolean isThrough(Standing standing, Wave wave) {
        return standing instanceof Passed passed && passed.stage() >= wave.last();
    }

    /** The hosts that are furthest behind go on, once none of them soaks. */
    private static Decision step(Situation now, Wave wave, List<String> behind) {
        int stage = behind.stream().mapToInt(host -> next(now.of(host))).min().orElseThrow();
        List<String> ready = behind.stream()
                .filter(host -> !(now.of(host) instanceof In) && next(now.of(host)) == stage)
                .toList();
        if (ready.isEmpty()) {
            return new Decision.Wait(wave, stage, left(now, behind));
        }
        return wave.approve() && wave.hosts().stream().noneMatch(now.approved()::contains)
                ? new Decision.NeedsApproval(wave)
                : new Decision.Enter(wave, stage, ready);
    }

    /** The stage that a host is in or is to enter. */
    private static int next(Standing standing) {
        if (standing instanceof Passed passed) {
            return passed.stage() + 1;
        }
        return standing instanceof In in ? in.stage() : ((Due) standing).stage();
    }

    private static Duration left(Situation now, List<String> hosts) {
        return hosts.stream()
                .map(now::of)
                .filter(standing -> standing instanceof In in && in.verdict() instanceof Verdict.Soaking)
                .map(standing -> ((Verdict.Soaking) ((In) standing).verdict()).left())
                .min(Comparator.naturalOrder())
                .orElse(LOOK_AGAIN);
    }
}
