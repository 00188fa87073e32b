package org.aafleet.rollout;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.aafleet.fleet.Fleet;
import org.aafleet.fleet.HostException;
import org.aafleet.fleet.HostFailure;
import org.aafleet.fleet.HostSession;
import org.aafleet.fleet.Outcome;
import org.aafleet.host.ApplyAnswer;

/** The ways to the hosts of a rollout, one connection each, and one step on many of them at once. */
final class HostCalls implements AutoCloseable {

    /** One step on one host. */
    @FunctionalInterface
    interface Step<R> {
        R take(String host) throws HostException;
    }

    private final Fleet fleet;
    private final Map<String, HostSession> sessions;

    HostCalls(Fleet fleet, Map<String, HostSession> sessions) {
        this.fleet = fleet;
        this.sessions = new LinkedHashMap<>(sessions);
    }

    Collection<String> all() {
        return List.copyOf(sessions.keySet());
    }

    HostSession session(String host) {
        return Objects.requireNonNull(sessions.get(host));
    }

    <R> Map<String, Outcome<R>> each(String doing, Collection<String> hosts, Step<R> step) {
        List<HostSession> ways = hosts.stream().map(this::session).toList();
        return fleet.each(doing, ways, session -> step.take(session.host()));
    }

    /** @param failed what a host's failure counts as */
    <R> Map<String, R> each(String doing, Collection<String> hosts, Step<R> step, Function<HostFailure, R> failed) {
        Map<String, R> results = new LinkedHashMap<>();
        this.<R>each(doing, hosts, step)
                .forEach((host, outcome) -> results.put(
                        host,
                        outcome instanceof Outcome.Done<R> done
                                ? done.value()
                                : failed.apply(((Outcome.Failed<R>) outcome).failure())));
        return results;
    }

    /** Runs a script that must do what it is for. */
    void settle(String host, String script, String step) throws HostException {
        ApplyAnswer answer = session(host).transact(script, step);
        if (answer.outcome() != ApplyAnswer.Outcome.COMMITTED) {
            throw new HostException(Applier.failure(host, answer));
        }
    }

    @Override
    public void close() {
        sessions.values().forEach(HostSession::close);
    }
}
