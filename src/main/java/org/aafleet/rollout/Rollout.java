package org.aafleet.rollout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.aafleet.fleet.Fleet;
import org.aafleet.fleet.HostFailure;
import org.aafleet.fleet.HostSession;
import org.aafleet.fleet.Outcome;
import org.aafleet.plan.DeclaredService;
import org.aafleet.plan.DesiredFleet;
import org.aafleet.plan.DesiredFleet.DesiredPlay;
import org.aafleet.plan.DesiredHost;
import org.aafleet.plan.FleetPlan;
import org.aafleet.plan.FleetPlan.PlayPlan;
import org.aafleet.plan.HostPlan;
import org.aafleet.plan.Planner;
import org.aafleet.playbook.Play;
import org.aafleet.playbook.RolloutSettings;
import org.aafleet.playbook.SerialSize;
import org.aafleet.rollout.HostResult.Status;

/**
 * One run over a fleet: look at every host once, plan, then change the hosts play by play and batch by batch over the same
 * connections.
 */
public final class Rollout implements AutoCloseable {

    private final DesiredFleet desired;
    private final Fleet fleet;
    private final HostPlanner planner;
    private final Map<String, HostSession> sessions = new LinkedHashMap<>();
    private final Map<String, Outcome<Examination>> examined = new HashMap<>();

    /** @param session opens the way to a host; called once for each */
    public Rollout(
            DesiredFleet desired, Fleet fleet, Planner planner, BiFunction<Play, DesiredHost, HostSession> session) {
        this.desired = desired;
        this.fleet = fleet;
        this.planner = new HostPlanner(planner);
        desired.plays()
                .forEach(play -> play.hosts()
                        .forEach(host ->
                                sessions.computeIfAbsent(host.name(), name -> session.apply(play.play(), host))));
    }

    public FleetPlan plan() {
        examined.putAll(new Examiner(fleet).examine(wholeHosts()));
        List<PlayPlan> plays = new ArrayList<>();
        for (DesiredPlay play : desired.plays()) {
            List<HostPlan> hosts = new ArrayList<>();
            List<HostFailure> failures = new ArrayList<>();
            for (DesiredHost host : play.hosts()) {
                Outcome<Examination> outcome = Objects.requireNonNull(examined.get(host.name()));
                if (outcome instanceof Outcome.Done<Examination> done) {
                    hosts.add(planner.plan(host, done.value()));
                } else {
                    failures.add(((Outcome.Failed<Examination>) outcome).failure());
                }
            }
            plays.add(new PlayPlan(play.play().title(), hosts, failures));
        }
        return new FleetPlan(plays);
    }

    /** Every service that any play has for a host, so that one look is enough. */
    private List<HostTarget> wholeHosts() {
        Map<String, DesiredHost> whole = new LinkedHashMap<>();
        for (DesiredPlay play : desired.plays()) {
            for (DesiredHost host : play.hosts()) {
                whole.merge(host.name(), host, (one, two) -> {
                    List<DeclaredService> services = new ArrayList<>(one.services());
                    services.addAll(two.services());
                    return new DesiredHost(one.host(), one.variables(), services);
                });
            }
        }
        return whole.values().stream().map(this::target).toList();
    }

    private HostTarget target(DesiredHost host) {
        return HostTarget.of(host, Objects.requireNonNull(sessions.get(host.name())));
    }

    /** Carries the plan out; every host of it is in the result, also those whose turn never came. */
    public List<HostResult> apply(FleetPlan plan, Applier applier) {
        List<HostResult> results = new ArrayList<>();
        for (int i = 0; i < plan.plays().size(); i++) {
            results.addAll(apply(desired.plays().get(i), plan.plays().get(i), applier));
        }
        return results;
    }

    private List<HostResult> apply(DesiredPlay play, PlayPlan plan, Applier applier) {
        List<HostResult> results = new ArrayList<>();
        Map<String, DesiredHost> hosts = new HashMap<>();
        play.hosts().forEach(host -> hosts.put(host.name(), host));
        Map<String, HostPlan> plans = new HashMap<>();
        plan.hosts().forEach(host -> plans.put(host.host(), host));
        Map<String, HostFailure> failures = new HashMap<>();
        plan.failures().forEach(failure -> failures.put(failure.host(), failure));
        boolean stopped = false;
        List<String> names = play.hosts().stream().map(DesiredHost::name).toList();
        for (List<String> batch : SerialSize.batches(play.play().serial(), names)) {
            if (stopped) {
                batch.forEach(
                        name -> results.add(HostResult.of(name, Status.SKIPPED, "the run stopped before its turn")));
                continue;
            }
            List<HostResult> done = applyBatch(play.play().rolloutSettings(), batch, hosts, plans, failures, applier);
            results.addAll(done);
            stopped = mustStop(play.play(), done);
        }
        return results;
    }

    private List<HostResult> applyBatch(
            RolloutSettings settings,
            List<String> batch,
            Map<String, DesiredHost> hosts,
            Map<String, HostPlan> plans,
            Map<String, HostFailure> failures,
            Applier applier) {
        List<HostSession> reachable = batch.stream()
                .filter(plans::containsKey)
                .map(name -> Objects.requireNonNull(sessions.get(name)))
                .toList();
        Map<String, Outcome<HostResult>> outcomes = fleet.each("apply", reachable, session -> {
            DesiredHost host = Objects.requireNonNull(hosts.get(session.host()));
            return applier.apply(
                    settings,
                    target(host),
                    Objects.requireNonNull(plans.get(session.host())),
                    examination(session.host()),
                    now -> planner.plan(host, now));
        });
        List<HostResult> results = new ArrayList<>();
        for (String name : batch) {
            HostFailure failure = failures.get(name);
            results.add(
                    failure != null
                            ? HostResult.failed(failure)
                            : HostResult.of(Objects.requireNonNull(outcomes.get(name))));
        }
        return results;
    }

    private Examination examination(String host) {
        return ((Outcome.Done<Examination>) Objects.requireNonNull(examined.get(host))).value();
    }

    /** As in Ansible: the percentage must be exceeded, not equalled; without one, a batch that failed whole stops the play. */
    private static boolean mustStop(Play play, List<HostResult> batch) {
        long bad = batch.stream().filter(HostResult::isBad).count();
        return play.maxFailPercentage().isPresent()
                ? bad * 100.0 / batch.size() > play.maxFailPercentage().get().percent()
                : bad == batch.size();
    }

    @Override
    public void close() {
        sessions.values().forEach(HostSession::close);
    }
}
