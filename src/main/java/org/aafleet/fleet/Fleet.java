package org.aafleet.fleet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aafleet.fleet.HostFailure.State;
import org.aafleet.fleet.Outcome.Done;
import org.aafleet.fleet.Outcome.Failed;

/** Runs one job on many hosts, a bounded number at a time. */
public final class Fleet {

    /** One thing to do on a host. */
    @FunctionalInterface
    public interface Job<R> {
        R run(HostSession session) throws HostException;
    }

    private final int forks;
    private final FleetListener listener;

    /** @param forks how many hosts at most are worked on at once */
    public Fleet(int forks, FleetListener listener) {
        this.forks = forks;
        this.listener = listener;
    }

    /** @return every host's outcome, in the order of the sessions; a host that fails costs only itself */
    public <R> Map<String, Outcome<R>> each(String doing, List<HostSession> sessions, Job<R> job) {
        if (sessions.isEmpty()) {
            return Map.of();
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(forks, sessions.size()), Fleet::daemon);
        try {
            List<Callable<Outcome<R>>> calls = new ArrayList<>();
            sessions.forEach(session -> calls.add(() -> one(doing, session, job)));
            Map<String, Outcome<R>> outcomes = new LinkedHashMap<>();
            List<Future<Outcome<R>>> results = threads.invokeAll(calls);
            for (int i = 0; i < results.size(); i++) {
                outcomes.put(sessions.get(i).host(), results.get(i).get());
            }
            return outcomes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private <R> Outcome<R> one(String doing, HostSession session, Job<R> job) {
        listener.started(doing, session.host());
        Outcome<R> outcome;
        try {
            outcome = new Done<>(job.run(session));
        } catch (HostException e) {
            outcome = new Failed<>(e.failure());
        } catch (RuntimeException e) {
            // A bug that one host's state brings out must not take the others along.
            outcome = new Failed<>(HostFailure.of(session.host(), doing, "internal error: " + e, State.UNKNOWN));
        }
        listener.finished(doing, session.host(), outcome instanceof Done);
        return outcome;
    }

    private static Thread daemon(Runnable job) {
        Thread thread = new Thread(job, "aa-fleet-host");
        thread.setDaemon(true);
        return thread;
    }
}
