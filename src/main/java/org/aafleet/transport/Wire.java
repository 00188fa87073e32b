package org.aafleet.transport;

import com.jcraft.jsch.Channel;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is to be seen of a server by watching the bytes that come from it: that it is alive, or that it is gone. Stands
 * in for two weaknesses of jsch. Its keep-alive works with read time-outs, which lose half-read packets, and does nothing
 * on a session through a jump host. And who waits there for a channel to open is not woken when the session ends.
 */
final class Wire {

    private static final int WAKE_MILLIS = 50;

    private final Duration interval;
    private final int countMax;
    private final Watch watch;
    private final Set<Channel> opening = ConcurrentHashMap.newKeySet();
    private volatile long lastByte = System.nanoTime();
    private volatile boolean ended;

    Wire(Hop.KeepAlive settings, Watch watch) {
        this.interval = settings.interval();
        this.countMax = settings.countMax();
        this.watch = watch;
    }

    boolean ended() {
        return ended;
    }

    InputStream watched(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int count = -1;
                try {
                    count = super.read(into, from, length);
                    lastByte = System.nanoTime();
                    return count;
                } finally {
                    if (count < 0) {
                        end();
                    }
                }
            }
        };
    }

    /** Called once per interval of the keep-alive. */
    void tick(Runnable ask, Runnable giveUp) {
        long silent = (System.nanoTime() - lastByte) / interval.toNanos();
        if (silent > countMax) {
            giveUp.run();
        } else if (silent > 0) {
            ask.run();
        }
    }

    /** From now until {@link #opened}, the channel's waiter is woken when the wire ends. */
    void opening(Channel channel) {
        opening.add(channel);
        if (ended) {
            watch.now(this::wake);
        }
    }

    void opened(Channel channel) {
        opening.remove(channel);
    }

    private void end() {
        ended = true;
        if (!opening.isEmpty()) {
            watch.now(this::wake);
        }
    }

    /** Again and again, as there is no telling whether they wait already. */
    @SuppressWarnings("NakedNotify")
    private void wake() {
        try {
            while (!opening.isEmpty()) {
                for (Channel channel : opening) {
                    synchronized (channel) {
                        channel.notifyAll();
                    }
                }
                Thread.sleep(WAKE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
