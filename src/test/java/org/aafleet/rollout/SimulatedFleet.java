package org.aafleet.rollout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.aafleet.rollout.Standing.Away;
import org.aafleet.rollout.Standing.Due;
import org.aafleet.rollout.Standing.Failed;
import org.aafleet.rollout.Standing.In;
import org.aafleet.rollout.Standing.Passed;

/**
 * Hosts that are away for a time, whose answers are lost, whose services break under a profile or do nothing, and a controller
 * that may be killed before or after any call. What a host does is done whether or not the answer arrives. Each change is held
 * against what the fleet itself knows, not against what the controller was told.
 */
final class SimulatedFleet implements RolloutHosts {

    /** The controller is gone. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** A host, with what it will meet. */
    static final class Host {
        final String name;
        final Wave wave;
        /** The stage in which something will be denied; none when it is -1. */
        int deniesAt = -1;

        /** The stage whose transaction fails and is taken back by the host itself. */
        int breaksAt = -1;

        long awayUntil;
        boolean idle;
        /** What ran while it soaked is another program now. */
        boolean upgraded;

        Optional<Integer> stage = Optional.empty();
        boolean passed;
        Optional<String> failed = Optional.empty();
        long since;
        Optional<String> hold = Optional.empty();
        /** Stages whose gate it has truly passed. */
        final Set<Integer> proven = new LinkedHashSet<>();

        Host(String name, Wave wave) {
            this.name = name;
            this.wave = wave;
        }

        boolean isThrough() {
            return passed && stage.equals(Optional.of(wave.last()));
        }
    }

    final List<Wave> waves;
    final Map<String, Host> hosts = new LinkedHashMap<>();
    final Set<String> approved = new LinkedHashSet<>();
    final Random random;
    final double tolerance;
    /** Hosts that this run of the controller must take for away. */
    final Set<String> unheard = new LinkedHashSet<>();

    /** Whether one failure takes its whole wave back. */
    boolean goesBackAsAWave;

    double lostAnswers;
    double kills;
    long clock;

    SimulatedFleet(List<Wave> waves, Random random, double tolerance) {
        this.waves = waves;
        this.random = random;
        this.tolerance = tolerance;
        waves.forEach(wave -> wave.hosts().forEach(name -> hosts.put(name, new Host(name, wave))));
    }

    @Override
    public Situation look() {
        unheard.clear();
        mayBeKilled();
        Map<String, Standing> standings = new LinkedHashMap<>();
        Map<String, String> holds = new LinkedHashMap<>();
        for (Host host : hosts.values()) {
            if (isAway(host)) {
                unheard.add(host.name);
            }
            standings.put(host.name, isAway(host) ? away(host, "no route to host") : standing(host));
            if (!isAway(host)) {
                host.hold.ifPresent(why -> holds.put(host.name, why));
            }
        }
        return new Situation(waves, standings, holds, approved);
    }

    /** One of them. */
    Host any() {
        return host(new ArrayList<>(hosts.keySet()).get(random.nextInt(hosts.size())));
    }

    private Host host(String name) {
        return Objects.requireNonNull(hosts.get(name));
    }

    private static String reason(Map<String, String> reasons, Host host) {
        return Objects.requireNonNull(reasons.get(host.name));
    }

    private Standing standing(Host host) {
        if (host.failed.isPresent()) {
            return new Failed(host.stage.orElse(0), host.failed.get());
        }
        if (host.stage.isEmpty()) {
            return new Due(0, false);
        }
        if (host.upgraded && !host.passed) {
            return new Due(host.stage.get(), true);
        }
        return host.passed ? new Passed(host.stage.get()) : new In(host.stage.get(), verdict(host));
    }

    private Verdict verdict(Host host) {
        int stage = host.stage.orElseThrow();
        if (host.deniesAt == stage) {
            return new Verdict.Fail(List.of("denied"));
        }
        long left = host.since + host.wave.stages().get(stage).soak().toSeconds() - clock;
        if (left > 0) {
            return new Verdict.Soaking(Duration.ofSeconds(left));
        }
        return host.idle ? new Verdict.Inconclusive(List.of("no activity")) : new Verdict.Pass();
    }

    @Override
    public Map<String, Standing> enter(Wave wave, int stage, List<String> names) {
        mayBeKilled();
        Map<String, Standing> results = new LinkedHashMap<>();
        for (String name : names) {
            Host host = host(name);
            results.put(name, isAway(host) ? away(host, "no route to host") : entered(host, stage));
            mayBeKilled();
        }
        return results;
    }

    private Standing entered(Host host, int stage) {
        checkThatItMayEnter(host, stage);
        if (host.breaksAt == stage) {
            return new In(stage, new Verdict.Fail(List.of("probe failed")));
        }
        host.stage = Optional.of(stage);
        host.passed = false;
        host.upgraded = false;
        host.since = clock;
        return answered(host);
    }

    /** The rules that nothing may break. */
    private void checkThatItMayEnter(Host host, int stage) {
        for (int earlier = 0; earlier < stage; earlier++) {
            if (!host.proven.contains(earlier)) {
                throw new AssertionError(host.name + " enters stage " + stage + " without having passed " + earlier);
            }
        }
        if (host.failed.isPresent()) {
            throw new AssertionError(host.name + " goes on although it failed");
        }
        for (Wave wave : waves) {
            if (wave.equals(host.wave)) {
                checkItsWave(host, stage);
                return;
            }
            long lacking = wave.hosts().stream()
                    .filter(name -> !host(name).isThrough())
                    .count();
            long failed = wave.hosts().stream()
                    .filter(name -> host(name).failed.isPresent())
                    .count();
            boolean tested = tolerance < 0
                    ? failed == 0
                            && lacking < wave.hosts().size()
                            && wave.hosts().stream().noneMatch(name -> isUnderWay(host(name)))
                    : lacking * 100.0 / wave.hosts().size() <= tolerance;
            if (!tested) {
                throw new AssertionError(host.name + " enters before wave " + wave.name() + " is through");
            }
        }
    }

    private void checkItsWave(Host host, int stage) {
        if (host.wave.approve() && host.wave.hosts().stream().noneMatch(approved::contains)) {
            throw new AssertionError(host.name + " enters without approval");
        }
        host.wave.hosts().stream()
                .map(this::host)
                .filter(other -> !unheard.contains(other.name))
                .forEach(other -> {
                    boolean behind = other.failed.isEmpty()
                            && stage > 0
                            && (other.stage.isEmpty()
                                    || other.stage.get() < stage - 1
                                    || (other.stage.get() == stage - 1 && !other.passed));
                    if (behind && other != host) {
                        throw new AssertionError(host.name + " enters stage " + stage + " before " + other.name);
                    }
                });
    }

    @Override
    public Map<String, Standing> pass(Wave wave, List<String> names) {
        return on(names, host -> {
            if (!(verdict(host) instanceof Verdict.Pass)) {
                throw new AssertionError(host.name + " passes without evidence");
            }
            host.passed = true;
            host.proven.add(host.stage.orElseThrow());
        });
    }

    @Override
    public Map<String, Standing> takeBack(Wave wave, Map<String, String> reasons) {
        for (String name : goesBackAsAWave ? wave.hosts() : List.<String>of()) {
            if (isUnderWay(host(name)) && !unheard.contains(name) && !reasons.containsKey(name)) {
                throw new AssertionError(name + " is left where it is while its wave goes back");
            }
        }
        if (tolerance < 0) {
            // As the one that failed may be away the next time.
            on(new ArrayList<>(hosts.keySet()), host -> host.hold = Optional.of("one failed"));
        }
        return on(new ArrayList<>(reasons.keySet()), host -> host.failed = Optional.of(reason(reasons, host)));
    }

    @Override
    public void hold(Wave wave, Map<String, String> reasons) {
        on(new ArrayList<>(reasons.keySet()), host -> host.hold = Optional.of(reason(reasons, host)));
    }

    private Map<String, Standing> on(List<String> names, java.util.function.Consumer<Host> action) {
        mayBeKilled();
        Map<String, Standing> results = new LinkedHashMap<>();
        for (String name : names) {
            Host host = host(name);
            if (isAway(host)) {
                results.put(name, away(host, "no route to host"));
            } else {
                action.accept(host);
                results.put(name, answered(host));
            }
            mayBeKilled();
        }
        return results;
    }

    private Standing answered(Host host) {
        if (random.nextDouble() < lostAnswers) {
            unheard.add(host.name);
            return away(host, "connection lost");
        }
        return standing(host);
    }

    private static Away away(Host host, String why) {
        return new Away(why, isUnderWay(host));
    }

    private static boolean isUnderWay(Host host) {
        return host.stage.isPresent() && host.failed.isEmpty() && !host.isThrough();
    }

    private boolean isAway(Host host) {
        return host.awayUntil > clock;
    }

    private void mayBeKilled() {
        if (random.nextDouble() < kills) {
            throw new Killed();
        }
    }

    /** A person mends what is wrong and lets it go on. */
    void mend() {
        lostAnswers = 0;
        kills = 0;
        for (Host host : hosts.values()) {
            host.deniesAt = -1;
            host.breaksAt = -1;
            host.awayUntil = 0;
            host.idle = false;
            host.hold = Optional.empty();
            if (host.failed.isPresent()) {
                host.failed = Optional.empty();
                host.stage = Optional.empty();
                host.passed = false;
                host.proven.clear();
            }
        }
        waves.forEach(wave -> approved.addAll(wave.hosts()));
    }
}
