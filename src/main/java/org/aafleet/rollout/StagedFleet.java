package org.aafleet.rollout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.aafleet.fleet.HostException;
import org.aafleet.fleet.Outcome;
import org.aafleet.host.Mark;
import org.aafleet.host.Period;
import org.aafleet.host.Questions;
import org.aafleet.plan.DesiredFleet.DesiredPlay;
import org.aafleet.plan.DesiredFleet.DesiredWave;
import org.aafleet.plan.DesiredHost;
import org.aafleet.plan.HostPlan;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.rollout.StagedRollout.Identity;

/** The hosts of a staged rollout as they were seen last, and what each of them shall be. */
final class StagedFleet {

    private final List<Wave> waves;
    private final HostPlanner planner;
    private final Identity identity;
    private final HostCalls calls;
    private final boolean replays;
    private final Map<String, DesiredHost> desired = new LinkedHashMap<>();
    private final Map<String, Wave> waveOf = new HashMap<>();
    private final Map<String, StagedHost> seen = new ConcurrentHashMap<>();

    StagedFleet(DesiredPlay play, HostPlanner planner, Identity identity, HostCalls calls) {
        this.waves = play.waves().stream().map(wave -> wave(play, wave)).toList();
        this.planner = planner;
        this.identity = identity;
        this.calls = calls;
        this.replays =
                play.play().rolloutSettings().gateOrDefault().replayedDenials().isPresent();
        play.hosts().forEach(host -> desired.put(host.name(), host));
        waves.forEach(wave -> wave.hosts().forEach(host -> waveOf.put(host, wave)));
    }

    private static Wave wave(DesiredPlay play, DesiredWave wave) {
        List<Stage> stages = wave.steps().stream()
                .map(step -> new Stage(
                        step, play.play().rolloutSettings().soakOrDefault().of(step)))
                .toList();
        return new Wave(wave.name(), wave.hosts(), stages, wave.approve());
    }

    List<Wave> waves() {
        return waves;
    }

    /**
     * Looks at every host.
     *
     * @throws org.aafleet.problem.InputException when hosts are on the way in another playbook's rollout
     */
    Map<String, Outcome<StagedHost>> look() {
        Map<String, Outcome<StagedHost>> outcomes = calls.each("probe", calls.all(), this::examine);
        List<StagedHost> heard = new ArrayList<>();
        outcomes.forEach((host, outcome) -> {
            if (outcome instanceof Outcome.Done<StagedHost> done) {
                seen.put(host, done.value());
                heard.add(done.value());
            }
        });
        refuseOtherRollouts(heard);
        rememberWhoIsUnderWay(heard);
        return outcomes;
    }

    /** Looks at one of them once more. */
    StagedHost look(String host) throws HostException {
        StagedHost staged = examine(host);
        seen.put(host, staged);
        return staged;
    }

    private StagedHost examine(String host) throws HostException {
        HostTarget target = target(host);
        Questions questions =
                replays ? target.questions().recording(Period.last(Examiner.RECORDED)) : target.questions();
        Examination all = Examiner.examine(target, questions.watching());
        Examination examination = new Examination(all.observed().seenBy(identity.owner()), all.probes());
        Wave wave = Objects.requireNonNull(waveOf.get(host));
        List<HostPlan> plans = wave.stages().stream()
                .map(stage -> planner.plan(wanted(host, stage), examination))
                .toList();
        return new StagedHost(host, wave, desired(host).enforced(), examination, plans);
    }

    private void refuseOtherRollouts(List<StagedHost> heard) {
        Problems problems = new Problems();
        heard.stream()
                .filter(staged -> !identity.takesOver())
                .sorted(Comparator.comparing(StagedHost::name))
                .forEach(staged -> staged.elsewhere(identity.name())
                        .ifPresent(mark -> problems.add(Problem.error(staged.name() + " is in the rollout '"
                                + mark.rollout() + "' of " + mark.by() + ", in wave " + mark.wave() + " since "
                                + mark.time()
                                + "; let that come to its end, 'abort' it, or take the host over with --take-over"))));
        problems.throwIfErrors();
    }

    private void rememberWhoIsUnderWay(List<StagedHost> heard) {
        Map<String, String> setOut = new HashMap<>();
        List<String> arrived = new ArrayList<>();
        heard.forEach(staged -> staged.mark()
                .filter(Mark::isUnderWay)
                .ifPresentOrElse(mark -> setOut.put(staged.name(), mark.time()), () -> arrived.add(staged.name())));
        identity.underWay().change(setOut, arrived);
    }

    private DesiredHost desired(String host) {
        return Objects.requireNonNull(desired.get(host));
    }

    DesiredHost wanted(String host, Stage stage) {
        return desired(host).at(stage.step());
    }

    HostTarget target(String host) {
        return HostTarget.of(desired(host), calls.session(host));
    }

    /** The hosts that were seen. */
    Map<String, StagedHost> seen() {
        return Map.copyOf(seen);
    }

    StagedHost seen(String host) {
        return Objects.requireNonNull(seen.get(host));
    }

    /** The hosts that have leave to set out. */
    Set<String> approved() {
        Set<String> approved = new HashSet<>();
        seen.forEach((host, staged) -> {
            boolean told =
                    staged.evidence().approved().filter(staged.road()::equals).isPresent();
            // A host that has set out with its wave had leave to; one that merely is as it shall be had not.
            boolean underWay = staged.mark()
                    .filter(mark -> mark.wave().equals(staged.wave().name()))
                    .isPresent();
            if (told || underWay) {
                approved.add(host);
            }
        });
        return approved;
    }
}
