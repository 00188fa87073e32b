package org.aafleet.rollout;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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
import org.aafleet.host.Baseline;
import org.aafleet.host.HostScripts;
import org.aafleet.host.Mark;
import org.aafleet.host.Mark.Status;
import org.aafleet.plan.DesiredFleet.DesiredPlay;
import org.aafleet.plan.DesiredFleet.DesiredWave;
import org.aafleet.plan.DesiredHost;
import org.aafleet.plan.HostPlan;
import org.aafleet.playbook.RolloutSettings;

/** The rollout of one play over its real hosts: one look at each, and then what is due on some. */
public final class StagedRollout implements RolloutHosts, AutoCloseable {

    private final RolloutSettings settings;
    private final List<Wave> waves;
    private final HostPlanner planner;
    private final Applier applier;
    private final String owner;
    private final Clock clock;
    private final HostCalls calls;
    private final Leases leases;
    private final Map<String, DesiredHost> desired = new LinkedHashMap<>();
    private final boolean stopsAtOneFailure;
    private final Map<String, Wave> waveOf = new HashMap<>();
    private final Map<String, StagedHost> seen = new ConcurrentHashMap<>();
    private final Map<String, HostResult> results = new ConcurrentSkipListMap<>();

    /** Hosts that were changed since they were looked at. */
    private final Set<String> changed = ConcurrentHashMap.newKeySet();

    /**
     * @param owner who conducts it, for the hosts' locks and marks
     * @param session opens the way to a host; called once for each
     */
    public StagedRollout(
            DesiredPlay play,
            Fleet fleet,
            HostPlanner planner,
            Applier applier,
            String owner,
            Clock clock,
            Function<DesiredHost, HostSession> session) {
        this.settings = play.play().rolloutSettings();
        this.waves = play.waves().stream().map(this::wave).toList();
        this.stopsAtOneFailure = play.play().maxFailPercentage().isEmpty();
        this.planner = planner;
        this.applier = applier;
        this.owner = owner;
        this.clock = clock;
        Map<String, HostSession> sessions = new LinkedHashMap<>();
        play.hosts().forEach(host -> {
            desired.put(host.name(), host);
            sessions.put(host.name(), session.apply(host));
        });
        this.calls = new HostCalls(fleet, sessions);
        this.leases = new Leases(calls, owner);
        waves.forEach(wave -> wave.hosts().forEach(host -> waveOf.put(host, wave)));
    }

    private Wave wave(DesiredWave wave) {
        List<Stage> stages = wave.steps().stream()
                .map(step -> new Stage(step, settings.soakOrDefault().of(step)))
                .toList();
        return new Wave(wave.name(), wave.hosts(), stages, wave.approve());
    }

    /** Who may go on, as the play has it. */
    public static Course course(DesiredPlay play) {
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
        return leases.take(seen.keySet());
    }

    /** Lets others conduct. */
    public void release() {
        leases.release();
    }

    @Override
    public Situation look() {
        Map<String, Standing> standings = new LinkedHashMap<>();
        Map<String, String> holds = new LinkedHashMap<>();
        Map<String, Outcome<StagedHost>> outcomes = calls.each("probe", calls.all(), this::look);
        for (Wave wave : waves) {
            for (String host : wave.hosts()) {
                if (Objects.requireNonNull(outcomes.get(host)) instanceof Outcome.Done<StagedHost> done) {
                    seen.put(host, done.value());
                    results.computeIfPresent(host, (name, result) -> isUnreachable(result) ? null : result);
                    standings.put(host, standing(host));
                    done.value().evidence().hold().ifPresent(why -> holds.put(host, why));
                } else {
                    standings.put(host, away(((Outcome.Failed<StagedHost>) outcomes.get(host)).failure()));
                }
            }
        }
        changed.clear();
        return new Situation(waves, standings, holds, approved());
    }

    private static boolean isUnreachable(HostResult result) {
        return result.status() == HostResult.Status.UNREACHABLE;
    }

    private StagedHost look(String host) throws HostException {
        HostTarget target = target(host);
        Examination examination = Examiner.examine(target, target.questions().watching());
        Wave wave = Objects.requireNonNull(waveOf.get(host));
        List<HostPlan> plans = wave.stages().stream()
                .map(stage -> planner.plan(wanted(host, stage), examination))
                .toList();
        Set<String> enforced = Objects.requireNonNull(desired.get(host)).enforced();
        return new StagedHost(wave, enforced, examination, plans);
    }

    private DesiredHost wanted(String host, Stage stage) {
        return Objects.requireNonNull(desired.get(host)).at(stage.step());
    }

    HostTarget target(String host) {
        return HostTarget.of(Objects.requireNonNull(desired.get(host)), calls.session(host));
    }

    private Set<String> approved() {
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

    private Standing away(HostFailure failure) {
        results.put(failure.host(), HostResult.failed(failure));
        return new Standing.Away(failure.step() + ": " + failure.message());
    }

    /** The hosts that were seen, with what was seen. */
    Map<String, StagedHost> seen() {
        return Map.copyOf(seen);
    }

    private StagedHost staged(String host) {
        return Objects.requireNonNull(seen.get(host));
    }

    Standing standing(String host) {
        return staged(host).standing(settings.gateOrDefault(), clock.instant());
    }

    @Override
    public Map<String, Standing> enter(Wave wave, int stage, List<String> hosts) {
        return each("apply", hosts, host -> enter(host, wave, stage));
    }

    private Standing enter(String host, Wave wave, int stage) throws HostException {
        if (changed.contains(host)) {
            seen.put(host, look(host));
        }
        StagedHost staged = staged(host);
        DesiredHost wanted = wanted(host, wave.stages().get(stage));
        // Should this controller be lost from here on, the host still says where it was going and from where.
        entering(host, staged, stage);
        HostResult result = applier.apply(
                settings, target(host), staged.plans().get(stage), staged.seen(), now -> planner.plan(wanted, now));
        keep(result);
        return switch (result.status()) {
            case OK, CHANGED -> marked(host, wave, stage, staged);
            case ROLLED_BACK -> new Standing.In(stage, new Verdict.Fail(result.details()));
            case UNREACHABLE -> new Standing.Away(why(result));
            default -> new Standing.Failed(stage, why(result));
        };
    }

    void entering(String host, StagedHost staged, int stage) throws HostException {
        mark(host, Optional.of(newMark(staged, stage, Status.ENTERING, Optional.empty(), staged.logBefore(stage))));
    }

    private static String why(HostResult result) {
        return result.failure()
                .map(failure -> failure.step() + ": " + failure.message() + "; " + failure.state())
                .orElseGet(() -> String.join("; ", result.details()));
    }

    private Mark newMark(StagedHost staged, int stage, Status status, Optional<String> why, Baseline since) {
        Wave wave = staged.wave();
        return new Mark(
                staged.road(),
                wave.name(),
                stage,
                wave.stages().get(stage).step().toString(),
                status,
                status == Status.FAILED ? Map.of() : staged.before(),
                owner,
                now(),
                why,
                since);
    }

    private void keep(HostResult result) {
        results.put(result.host(), result);
        changed.add(result.host());
    }

    /** From where the log ended before the change, so that nothing is missed in between. */
    Standing marked(String host, Wave wave, int stage, StagedHost staged) throws HostException {
        Mark mark = newMark(staged, stage, Status.SOAKING, Optional.empty(), staged.logBefore(stage));
        calls.settle(
                host, HostScripts.enter(owner, mark, List.copyOf(staged.before().keySet())), "mark");
        return new Standing.In(
                stage, new Verdict.Soaking(wave.stages().get(stage).soak()));
    }

    @Override
    public Map<String, Standing> pass(Wave wave, List<String> hosts) {
        return each("mark", hosts, host -> passed(host, wave, Optional.empty()));
    }

    Standing passed(String host, Wave wave, Optional<String> why) throws HostException {
        Mark mark = staged(host).mark().orElseThrow();
        Status status = mark.stage() == wave.last() ? Status.DONE : Status.PASSED;
        mark(host, Optional.of(mark.with(status, why, owner, now())));
        return new Standing.Passed(mark.stage());
    }

    void mark(String host, Optional<Mark> mark) throws HostException {
        calls.settle(host, HostScripts.mark(owner, mark), "mark");
    }

    @Override
    public Map<String, Standing> takeBack(Wave wave, Map<String, String> reasons) {
        Map<String, Standing> standings = calls.each(
                "take back",
                reasons.keySet(),
                host -> {
                    String why = Objects.requireNonNull(reasons.get(host));
                    StagedHost staged = taken(host, why);
                    int stage = staged.mark().map(Mark::stage).orElse(0);
                    mark(
                            host,
                            Optional.of(newMark(
                                    staged,
                                    stage,
                                    Status.FAILED,
                                    Optional.of(why),
                                    staged.evidence().now())));
                    return new Standing.Failed(stage, why);
                },
                failure ->
                        new Standing.Failed(0, "it could not be taken back: " + ((Standing.Away) away(failure)).why()));
        if (stopsAtOneFailure) {
            String first = reasons.entrySet().iterator().next().getKey();
            holdAll("wave " + wave.name() + " went back: " + first + ": " + reasons.get(first));
        }
        return standings;
    }

    /** On every host, as the one that failed may be away the next time. */
    void holdAll(String why) {
        each("hold", seen.keySet(), host -> {
            hold(host, Optional.of(why));
            return standing(host);
        });
    }

    /** Takes a host back, and gives it as it was seen last before that. */
    StagedHost taken(String host, String why) throws HostException {
        StagedHost staged = changed.contains(host) ? look(host) : staged(host);
        List<String> meta = List.of("time=" + now(), "by=" + owner);
        keep(new WayBack(owner, meta).go(target(host), staged, why));
        return staged;
    }

    @Override
    public void hold(Wave wave, Map<String, String> reasons) {
        each("hold", reasons.keySet(), host -> {
            hold(host, Optional.of(Objects.requireNonNull(reasons.get(host))));
            return standing(host);
        });
    }

    /** @param why empty when the host holds nothing up any more */
    void hold(String host, Optional<String> why) throws HostException {
        Optional<String> signed = why.map(text -> text + " (" + owner + ", " + now() + ")");
        calls.settle(host, HostScripts.hold(owner, signed), "hold");
    }

    /** @param road empty when the host has no leave to set out any more */
    void approve(String host, Optional<String> road) throws HostException {
        calls.settle(host, HostScripts.approve(owner, road.orElse("")), "approve");
    }

    Map<String, Standing> each(String doing, Collection<String> hosts, HostCalls.Step<Standing> step) {
        return calls.each(doing, hosts, step, this::away);
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Override
    public void close() {
        calls.close();
    }
}
