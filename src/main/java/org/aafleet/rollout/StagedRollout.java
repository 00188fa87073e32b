package org.aafleet.rollout;

import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.aafleet.fleet.Fleet;
import org.aafleet.fleet.HostException;
import org.aafleet.fleet.HostFailure;
import org.aafleet.fleet.HostSession;
import org.aafleet.fleet.Outcome;
import org.aafleet.host.Owner;
import org.aafleet.plan.DesiredFleet.DesiredPlay;
import org.aafleet.plan.DesiredHost;
import org.aafleet.plan.HostPlan;
import org.aafleet.playbook.RolloutSettings;

/** The rollout of one play over its real hosts: one look at each, and then what is due on some. */
public final class StagedRollout implements RolloutHosts, AutoCloseable {

    private final DesiredPlay play;
    private final RolloutSettings settings;
    private final HostPlanner planner;
    private final Applier applier;
    private final Identity identity;
    private final Clock clock;
    private final HostCalls calls;
    private final HostMarks marks;
    private final Leases leases;
    private final StagedFleet fleet;
    private final boolean stopsAtOneFailure;
    private final Map<String, HostResult> results = new ConcurrentSkipListMap<>();

    /** Hosts that were changed since they were looked at. */
    private final Set<String> changed = ConcurrentHashMap.newKeySet();

    /** Hosts that have passed since then. */
    private final Set<String> passed = ConcurrentHashMap.newKeySet();

    /**
     * Whose rollout it is.
     *
     * @param owner who conducts it, for the hosts' locks, leases and marks
     * @param name for people, and to tell the rollouts of several playbooks apart
     * @param underWay what this controller knows of hosts that are not heard of
     * @param takesOver whether hosts that are on the way in another rollout leave that for this one
     */
    public record Identity(Owner owner, String name, UnderWay underWay, boolean takesOver) {}

    /** @param session opens the way to a host; called once for each */
    public StagedRollout(
            DesiredPlay play,
            Fleet ways,
            HostPlanner planner,
            Applier applier,
            Identity identity,
            Clock clock,
            Function<DesiredHost, HostSession> session) {
        this.play = play;
        this.settings = play.play().rolloutSettings();
        this.stopsAtOneFailure = play.play().maxFailPercentage().isEmpty();
        this.planner = planner;
        this.applier = applier;
        this.identity = identity;
        this.clock = clock;
        Map<String, HostSession> sessions = new LinkedHashMap<>();
        play.hosts().forEach(host -> sessions.put(host.name(), session.apply(host)));
        this.calls = new HostCalls(ways, sessions);
        this.marks = new HostMarks(calls, identity.owner(), identity.name(), clock);
        this.leases = new Leases(calls, identity.owner());
        this.fleet = new StagedFleet(play, planner, identity, calls);
    }

    public String title() {
        return play.play().title();
    }

    /** What would be done first. */
    public Decision next(Situation now) {
        return course().decide(now);
    }

    /** Who may go on, as the play has it. */
    public Course course() {
        return new Course(
                play.play().rolloutSettings().onFail(),
                play.play().rolloutSettings().onInconclusive(),
                play.play()
                        .maxFailPercentage()
                        .map(most -> OptionalDouble.of(most.percent()))
                        .orElse(OptionalDouble.empty()));
    }

    /** What this run has done, host by host; hosts that it left alone are not there. */
    public List<HostResult> results() {
        return List.copyOf(results.values());
    }

    /** What would be done on a host that is about to enter a stage. */
    public HostPlan plan(String host, int stage) {
        return staged(host).plans().get(stage);
    }

    /**
     * Lets no other run conduct on any of the hosts that were seen, or renews that.
     *
     * @return who is in the way, by host; then this run has no lease anywhere
     */
    public Map<String, String> lease() {
        Map<String, String> others = new LinkedHashMap<>();
        seen().forEach((host, staged) -> staged.seen()
                .observed()
                .facts()
                .lease()
                .ifPresent(who -> others.put(
                        host,
                        "leased: " + who.replaceFirst("^by (.*) since ", "$1 conducts a rollout here since ")
                                + ", or until 'unlock'")));
        return others.isEmpty() ? leases.take(seen().keySet()) : others;
    }

    /** Lets others conduct. */
    public void release() {
        leases.release(seen().keySet());
    }

    @Override
    public Situation look() {
        Map<String, Outcome<StagedHost>> outcomes = fleet.look();
        changed.clear();
        passed.clear();
        marks.looked();
        Map<String, Standing> standings = new LinkedHashMap<>();
        Map<String, String> holds = new LinkedHashMap<>();
        outcomes.forEach((host, outcome) -> {
            if (outcome instanceof Outcome.Failed<StagedHost> failed) {
                standings.put(host, away(failed.failure()));
            } else {
                results.computeIfPresent(host, (name, result) -> isUnreachable(result) ? null : result);
                standings.put(host, judged(host));
                staged(host).evidence().hold().ifPresent(why -> holds.put(host, why));
            }
        });
        return new Situation(fleet.waves(), standings, holds, fleet.approved());
    }

    /** What one host says must not end the run for the others. */
    private Standing judged(String host) {
        try {
            return standing(host);
        } catch (RuntimeException e) {
            return away(
                    HostFailure.of(host, "judge", "what it says makes no sense: " + e, HostFailure.State.UNCHANGED));
        }
    }

    private static boolean isUnreachable(HostResult result) {
        return result.status() == HostResult.Status.UNREACHABLE;
    }

    private Standing away(HostFailure failure) {
        results.put(failure.host(), HostResult.failed(failure));
        String why = failure.step() + ": " + failure.message();
        return identity.underWay()
                .since(failure.host())
                .map(since -> new Standing.Away(why + "; it is on the way since " + since, true))
                .orElseGet(() -> new Standing.Away(why, false));
    }

    HostMarks marks() {
        return marks;
    }

    /** The hosts that were seen, with what was seen. */
    Map<String, StagedHost> seen() {
        return fleet.seen();
    }

    StagedHost staged(String host) {
        return fleet.seen(host);
    }

    Standing standing(String host) {
        return staged(host).standing(settings.gateOrDefault(), clock.instant());
    }

    @Override
    public Map<String, Standing> enter(Wave wave, int stage, List<String> hosts) {
        return each("apply", hosts, host -> enter(host, wave, stage));
    }

    private Standing enter(String host, Wave wave, int stage) throws HostException {
        StagedHost staged = changed.contains(host) ? fleet.look(host) : staged(host);
        DesiredHost wanted = fleet.wanted(host, wave.stages().get(stage));
        // Should this controller be lost from here on, the host still says where it was going and from where.
        marks.entering(staged, stage);
        identity.underWay().change(Map.of(host, marks.now()), List.of());
        HostResult result = applier.apply(
                settings,
                fleet.target(host),
                staged.plans().get(stage),
                staged.seen(),
                now -> planner.plan(wanted, now));
        keep(result);
        return switch (result.status()) {
            case OK, CHANGED -> soaking(staged, stage);
            case ROLLED_BACK -> new Standing.In(stage, new Verdict.Fail(result.details()));
            case UNREACHABLE -> new Standing.Away(why(result), true);
            default -> new Standing.Failed(stage, why(result));
        };
    }

    Standing soaking(StagedHost staged, int stage) throws HostException {
        marks.soaking(staged, stage, fleet.target(staged.name()).questions().counts());
        return new Standing.In(
                stage, new Verdict.Soaking(staged.wave().stages().get(stage).soak()));
    }

    private static String why(HostResult result) {
        return result.failure()
                .map(failure -> failure.step() + ": " + failure.message() + "; " + failure.state())
                .orElseGet(() -> String.join("; ", result.details()));
    }

    private void keep(HostResult result) {
        results.put(result.host(), result);
        changed.add(result.host());
    }

    @Override
    public Map<String, Standing> pass(Wave wave, List<String> hosts) {
        passed.addAll(hosts);
        return each("mark", hosts, host -> new Standing.Passed(marks.passed(staged(host))));
    }

    /** Whether probes fail on hosts that soak, which is to be counted. */
    public boolean hasFailingProbes() {
        return !failingProbes().isEmpty();
    }

    private List<String> failingProbes() {
        return seen().values().stream()
                .filter(staged -> !staged.seen().failing().isEmpty() && !changed.contains(staged.name()))
                .map(StagedHost::name)
                .filter(host -> !passed.contains(host))
                .filter(host -> standing(host) instanceof Standing.In)
                .toList();
    }

    /** Adds on the hosts to those that have failed in this soak before. */
    public void countProbeFailures() {
        each("mark", failingProbes(), host -> {
            marks.probesFailed(staged(host), staged(host).seen().failing().size());
            return standing(host);
        });
    }

    @Override
    public Map<String, Standing> takeBack(Wave wave, Map<String, String> reasons) {
        if (stopsAtOneFailure) {
            String first = reasons.entrySet().iterator().next().getKey();
            holdAll("wave " + wave.name() + " went back: " + first + ": " + reasons.get(first));
        }
        return calls.each(
                "take back",
                reasons.keySet(),
                host -> {
                    String why = Objects.requireNonNull(reasons.get(host));
                    StagedHost staged = taken(host, why);
                    return new Standing.Failed(marks.failed(staged, why), why);
                },
                failure ->
                        new Standing.Failed(0, "it could not be taken back: " + ((Standing.Away) away(failure)).why()));
    }

    /** On every host, as the one that failed may be away the next time; and first, as this controller may be lost then. */
    void holdAll(String why) {
        each("hold", seen().keySet(), host -> {
            marks.hold(host, Optional.of(why));
            return standing(host);
        });
    }

    /** Takes a host back, and gives it as it was seen last before that. */
    StagedHost taken(String host, String why) throws HostException {
        StagedHost staged = changed.contains(host) ? fleet.look(host) : staged(host);
        keep(new WayBack(identity.owner(), marks.meta()).go(fleet.target(host), staged, why));
        identity.underWay().change(Map.of(), List.of(host));
        return staged;
    }

    @Override
    public void hold(Wave wave, Map<String, String> reasons) {
        each("hold", reasons.keySet(), host -> {
            marks.hold(host, Optional.of(Objects.requireNonNull(reasons.get(host))));
            return standing(host);
        });
    }

    Map<String, Standing> each(String doing, Collection<String> hosts, HostCalls.Step<Standing> step) {
        return calls.each(doing, hosts, step, this::away);
    }

    @Override
    public void close() {
        calls.close();
    }
}
