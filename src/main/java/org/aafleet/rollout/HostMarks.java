package org.aafleet.rollout;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.aafleet.fleet.HostException;
import org.aafleet.host.Baseline;
import org.aafleet.host.Mark;
import org.aafleet.host.Mark.Status;
import org.aafleet.host.MarkScripts;
import org.aafleet.host.Owner;

/** Writes on the hosts of a rollout where they stand in it and what was decided for them, so that any controller goes by it. */
final class HostMarks {

    private final HostCalls calls;
    private final Owner owner;
    private final String rollout;
    private final Clock clock;

    /** The marks that were set since the hosts were looked at. */
    private final Map<String, Optional<Mark>> own = new ConcurrentHashMap<>();

    /** @param rollout whose playbook's it is, for people */
    HostMarks(HostCalls calls, Owner owner, String rollout, Clock clock) {
        this.calls = calls;
        this.owner = owner;
        this.rollout = rollout;
        this.clock = clock;
    }

    /** The hosts were looked at: what they say of their marks is what counts. */
    void looked() {
        own.clear();
    }

    /** The host is about to enter a stage. It refuses when somebody holds it, or has moved it on since it was seen. */
    void entering(StagedHost staged, int stage) throws HostException {
        Mark mark = mark(staged, stage, Status.ENTERING, Optional.empty(), staged.logBefore(stage));
        calls.settle(
                staged.name(),
                MarkScripts.entering(
                        owner,
                        mark,
                        own.getOrDefault(staged.name(), staged.evidence().mark())),
                "mark");
        own.put(staged.name(), Optional.of(mark));
    }

    /**
     * The host has entered a stage. Its log counts from where it ended before the change, so that nothing is missed in between.
     *
     * @param counts what its services count themselves
     */
    void soaking(StagedHost staged, int stage, Map<String, Map<String, String>> counts) throws HostException {
        Mark mark = mark(staged, stage, Status.SOAKING, Optional.empty(), staged.logBefore(stage));
        List<String> services = List.copyOf(staged.before().keySet());
        calls.settle(staged.name(), MarkScripts.enter(owner, mark, services, counts), "mark");
        own.put(staged.name(), Optional.of(mark));
    }

    /** @return the stage that the host has passed */
    int passed(StagedHost staged) throws HostException {
        Mark mark = staged.mark().orElseThrow();
        Status status = mark.stage() == staged.wave().last() ? Status.DONE : Status.PASSED;
        set(staged.name(), mark.with(status, staged.skipped(mark), owner.name(), now()));
        return mark.stage();
    }

    /** @return the stage in which the host has failed */
    int failed(StagedHost staged, String why) throws HostException {
        int stage = staged.mark().map(Mark::stage).orElse(0);
        set(
                staged.name(),
                mark(
                        staged,
                        stage,
                        Status.FAILED,
                        Optional.of(why),
                        staged.evidence().now()));
        return stage;
    }

    void probesFailed(StagedHost staged, int more) throws HostException {
        set(staged.name(), staged.mark().orElseThrow().withProbeFailures(more));
    }

    private Mark mark(StagedHost staged, int stage, Status status, Optional<String> why, Baseline since) {
        Wave wave = staged.wave();
        return new Mark(
                rollout,
                staged.road(),
                wave.name(),
                stage,
                wave.stages().get(stage).step().toString(),
                status,
                status == Status.FAILED ? Map.of() : staged.before(),
                owner.name(),
                now(),
                why,
                0,
                since);
    }

    private void set(String host, Mark mark) throws HostException {
        calls.settle(host, MarkScripts.mark(owner, Optional.of(mark)), "mark");
        own.put(host, Optional.of(mark));
    }

    /** The host begins its road anew, whatever it has taken back; where it came from is still known. */
    void again(StagedHost staged) throws HostException {
        set(staged.name(), mark(staged, 0, Status.ENTERING, Optional.empty(), staged.logBefore(0)));
    }

    /** The host stands nowhere; what it took back by itself is forgotten. */
    void forget(String host) throws HostException {
        calls.settle(host, MarkScripts.mark(owner, Optional.empty()), "mark");
        own.put(host, Optional.empty());
    }

    /** @param why empty when the host holds nothing up any more */
    void hold(String host, Optional<String> why) throws HostException {
        calls.settle(host, MarkScripts.hold(owner, why.map(this::signed)), "hold");
    }

    /** The soak that the host is in counts as long enough, whatever it lacks. */
    void skip(StagedHost staged, int stage, String why) throws HostException {
        calls.settle(staged.name(), MarkScripts.skip(owner, stage, staged.road(), signed(why)), "skip");
    }

    /** @param road empty when the host has no leave to set out any more */
    void approve(String host, String road) throws HostException {
        calls.settle(host, MarkScripts.approve(owner, road), "approve");
    }

    /** For the host's history. */
    List<String> meta() {
        return List.of("time=" + now(), "by=" + owner);
    }

    private String signed(String text) {
        return text + " (" + owner + ", " + now() + ")";
    }

    String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
