package org.aafleet.transport;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Does things when it is time, on one thread for all connections. A socket read can be stopped from outside in one way
 * only: by closing the socket.
 */
final class Watch {

    private final ScheduledThreadPoolExecutor timer;
    private final Executor workers;

    Watch() {
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "ssh watch");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        ThreadFactory threads = SessionThreads.factory();
        workers = task -> threads.newThread(task).start();
    }

    /** @param act on a thread of its own, as it may block */
    ScheduledFuture<?> after(Duration delay, Runnable act) {
        return timer.schedule(() -> workers.execute(act), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** @param act on the watch's own thread: must not block */
    ScheduledFuture<?> every(Duration interval, Runnable act) {
        return timer.scheduleAtFixedRate(act, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    void now(Runnable act) {
        workers.execute(act);
    }
}
