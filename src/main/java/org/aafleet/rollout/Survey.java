package org.aafleet.rollout;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.aafleet.fleet.Fleet;
import org.aafleet.fleet.HostException;
import org.aafleet.fleet.HostSession;
import org.aafleet.fleet.Outcome;
import org.aafleet.host.HostHistory;
import org.aafleet.host.Period;
import org.aafleet.host.ProgramFacts;
import org.aafleet.transport.Output;

/** Looking at the hosts of a scope, as often as one likes, over one connection each. */
public final class Survey implements AutoCloseable {

    private final Fleet fleet;
    private final boolean everything;
    private final Map<String, HostTarget> targets = new LinkedHashMap<>();

    /** One more thing to do on a host. */
    @FunctionalInterface
    interface Task<R> {
        R run(HostTarget target) throws HostException;
    }

    /** @param session opens the way to a host; called once for each */
    public Survey(Scope scope, Fleet fleet, Function<Scope.Member, HostSession> session) {
        this.fleet = fleet;
        this.everything = scope.everything();
        scope.members()
                .forEach(member ->
                        targets.put(member.host().name(), new HostTarget(member.services(), session.apply(member))));
    }

    public Map<String, Outcome<Examination>> examine() {
        return each("probe", Examiner::examine);
    }

    /**
     * With the events that the hosts have recorded.
     *
     * @param period of a host those that are wanted
     */
    public Map<String, Outcome<Examination>> examine(Function<String, Period> period) {
        return each(
                "probe", target -> Examiner.examine(target, target.questions().recording(period.apply(target.name()))));
    }

    public Map<String, Outcome<List<HostHistory>>> histories() {
        return each("history", this::history);
    }

    /** What the hosts say of a program, by its absolute path. */
    public Map<String, Outcome<ProgramFacts>> look(String program) {
        return each("look", target -> target.session().look(program));
    }

    /** Runs shell on every host. */
    public Map<String, Outcome<Output>> exercise(String shell) {
        return each("exercise", target -> target.session().exercise(shell));
    }

    /** What a host keeps of the services that the scope is about. */
    List<HostHistory> history(HostTarget target) throws HostException {
        List<String> names = target.services().stream().map(ServiceTarget::name).toList();
        return target.session().history().stream()
                .filter(history -> everything || names.contains(history.service()))
                .toList();
    }

    /** The services of a host that the scope is about. */
    public List<ServiceTarget> services(String host) {
        return Objects.requireNonNull(targets.get(host)).services();
    }

    <R> Map<String, Outcome<R>> each(String doing, Task<R> task) {
        return each(doing, targets.keySet(), task);
    }

    <R> Map<String, Outcome<R>> each(String doing, Collection<String> hosts, Task<R> task) {
        List<HostSession> sessions = hosts.stream()
                .map(host -> Objects.requireNonNull(targets.get(host)).session())
                .toList();
        return fleet.each(doing, sessions, session -> task.run(Objects.requireNonNull(targets.get(session.host()))));
    }

    @Override
    public void close() {
        targets.values().forEach(target -> target.session().close());
    }
}
