package org.aafleet.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * Bytes from jsch's reader thread to ours. Writing never blocks: the reader thread serves every channel of its session,
 * and one slow reader must not stall a jump host's other hosts. What the peer may send unread is bounded instead.
 */
final class Pipe {

    private static final int MOST_UNREAD = 16 * 1024 * 1024;

    private final ArrayDeque<byte[]> chunks = new ArrayDeque<>();
    private int unread;
    private int readOfFirst;
    private boolean writerDone;
    private boolean readerDone;
    private volatile int timeoutMillis;

    void setTimeout(int millis) {
        timeoutMillis = millis;
    }

    InputStream source() {
        return new Source();
    }

    OutputStream sink() {
        return new Sink();
    }

    synchronized void close() {
        writerDone = true;
        readerDone = true;
        chunks.clear();
        notifyAll();
    }

    private synchronized void put(byte[] bytes, int from, int length) throws IOException {
        if (readerDone) {
            return;
        }
        if (unread + length > MOST_UNREAD) {
            throw new IOException("more than " + MOST_UNREAD + " unread bytes");
        }
        byte[] chunk = new byte[length];
        System.arraycopy(bytes, from, chunk, 0, length);
        chunks.add(chunk);
        unread += length;
        notifyAll();
    }

    private synchronized int take(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        awaitBytes();
        byte[] first = chunks.peek();
        if (first == null) {
            return -1;
        }
        int count = Math.min(length, first.length - readOfFirst);
        System.arraycopy(first, readOfFirst, into, from, count);
        readOfFirst += count;
        unread -= count;
        if (readOfFirst == first.length) {
            chunks.remove();
            readOfFirst = 0;
        }
        return count;
    }

    private void awaitBytes() throws IOException {
        long limit = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        long start = System.nanoTime();
        try {
            while (chunks.isEmpty() && !writerDone) {
                long left = limit - (System.nanoTime() - start);
                if (limit == 0) {
                    wait();
                } else if (left > 0) {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                } else {
                    throw new SocketTimeoutException("Read timed out");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped");
        }
    }

    private synchronized void endOfWriting() {
        writerDone = true;
        notifyAll();
    }

    private synchronized int unread() {
        return unread;
    }

    private final class Source extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            return take(into, from, length);
        }

        @Override
        public int available() {
            return unread();
        }
    }

    private final class Sink extends OutputStream {

        @Override
        public void write(int b) throws IOException {
            put(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            put(bytes, from, length);
        }

        @Override
        public void close() {
            endOfWriting();
        }
    }
}
