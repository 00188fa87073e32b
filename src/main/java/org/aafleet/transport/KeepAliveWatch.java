package org.aafleet.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Asks a silent server for a sign of life, and gives up on it after so many unanswered. In place of jsch's own, which
 * works with read time-outs: one in the middle of a packet loses the bytes read so far, and it does nothing on a session
 * that runs through a jump host.
 */
final class KeepAliveWatch {

    private final Duration interval;
    private final int countMax;
    private volatile long lastByte = System.nanoTime();

    KeepAliveWatch(Hop.KeepAlive settings) {
        interval = settings.interval();
        countMax = settings.countMax();
    }

    /** Notes every byte that arrives. */
    InputStream watched(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int next = super.read();
                lastByte = System.nanoTime();
                return next;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int count = super.read(into, from, length);
                lastByte = System.nanoTime();
                return count;
            }
        };
    }

    /** Called once per interval. */
    void tick(Runnable ask, Runnable giveUp) {
        long silent = (System.nanoTime() - lastByte) / interval.toNanos();
        if (silent > countMax) {
            giveUp.run();
        } else if (silent > 0) {
            ask.run();
        }
    }
}
