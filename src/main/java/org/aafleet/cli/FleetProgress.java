package org.aafleet.cli;

import java.util.concurrent.atomic.AtomicInteger;
import org.aafleet.console.Console;
import org.aafleet.fleet.FleetListener;

/** One line that says how far a job has come over the fleet. */
final class FleetProgress implements FleetListener {

    private final Console console;
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();

    FleetProgress(Console console) {
        this.console = console;
    }

    @Override
    public void started(String doing, String host) {
        started.incrementAndGet();
        show(doing, host);
    }

    @Override
    public void finished(String doing, String host, boolean succeeded) {
        finished.incrementAndGet();
        show(doing, host);
    }

    private void show(String doing, String host) {
        console.progress(doing + ": " + finished.get() + " of " + started.get() + " hosts done, now " + host);
    }
}
