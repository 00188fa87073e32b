package org.aafleet.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.aafleet.transport.TransportException.Kind;

/**
 * What is said on the three streams of one shell, and when it has gone on too long. The password is sent only into a
 * prompt, the script only to a shell that has said it is there. The streams are driven by other threads; the caller
 * waits in {@link #await}.
 */
final class Conversation {

    /** More noise than any login banner: no start mark is going to come. */
    private static final int LONGEST_PREAMBLE = 64 * 1024;

    private final String host;
    private final Launch launch;
    private final Limits limits;
    private final byte[] script;
    private final FramedOutput out;
    private final FramedOutput err;
    private final long deadline;
    private long lastByte;
    private long received;
    private int scriptSent;
    private int prompts;
    private boolean passwordSent;
    private boolean ended;

    Conversation(String host, Launch launch, Script script, Limits limits) {
        this.host = host;
        this.launch = launch;
        this.limits = limits;
        this.script = script.text().getBytes(StandardCharsets.UTF_8);
        this.out = new FramedOutput(launch.startMark());
        this.err = new FramedOutput(launch.startMark());
        this.lastByte = System.nanoTime();
        this.deadline = lastByte + limits.timeout().toNanos();
    }

    InputStream stdin() {
        return new Stdin();
    }

    OutputStream stdout() {
        return new Sink(out, false);
    }

    OutputStream stderr() {
        return new Sink(err, false);
    }

    /** For jsch, which closes a channel's stderr last of all, and only when the channel or the session is gone. */
    OutputStream stderrWhoseCloseEndsAll() {
        return new Sink(err, true);
    }

    /** The shell and both its streams have ended. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized boolean hasEnded() {
        return ended;
    }

    /** Returns when the shell has ended. */
    synchronized void await() throws TransportException {
        try {
            while (!ended) {
                failIfHopeless();
                TimeUnit.NANOSECONDS.timedWait(this, remaining());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException(Kind.INTERRUPTED, host, "stopped while a script ran there");
        }
        failIfHopeless();
    }

    /** @param status absent when the shell ended without one */
    synchronized Output outcome(OptionalInt status, String whyNoStatus) throws TransportException {
        if (!out.started()) {
            throw notStarted(status, whyNoStatus);
        }
        if (status.isEmpty()) {
            throw new TransportException(Kind.CONNECTION_LOST, host, whyNoStatus + " while the script ran");
        }
        return new Output(status.getAsInt(), out.text(), err.started() ? err.text() : err.preambleText());
    }

    private TransportException notStarted(OptionalInt status, String whyNoStatus) {
        if (launch.sudo().isPresent() && status.isPresent()) {
            return new SudoFailure(host, launch.sudo().get(), passwordSent)
                    .explain(err.preambleText() + out.preambleText(), status.getAsInt());
        }
        String said = Printed.lastLine(err.preambleText() + "\n" + out.preambleText());
        String printed = said.isEmpty() ? "" : "; it said: " + said;
        return status.isPresent()
                ? new TransportException(
                        Kind.REFUSED,
                        host,
                        "no shell was started, exit status " + status.getAsInt() + printed,
                        "the login user needs a shell that can run `sh -c`")
                : new TransportException(
                        Kind.CONNECTION_LOST, host, whyNoStatus + " before the shell answered" + printed);
    }

    private void failIfHopeless() throws TransportException {
        if (prompts > 1 && launch.password().isPresent()) {
            throw SudoFailure.wrongPassword(host, launch.sudo().orElseThrow());
        }
        if (received > limits.maxOutputBytes()
                || out.preambleLength() > LONGEST_PREAMBLE
                || err.preambleLength() > LONGEST_PREAMBLE) {
            throw new TransportException(
                    Kind.TOO_MUCH_OUTPUT, host, "printed more than " + limits.maxOutputBytes() + " bytes; cut off");
        }
        if (!ended && remaining() <= 0) {
            throw timedOut();
        }
    }

    private TransportException timedOut() {
        boolean total = System.nanoTime() - deadline >= 0;
        String how = total ? "not finished after " + text(limits.timeout()) : "silent for " + text(limits.idle());
        String where =
                out.started() ? "while the script ran" : launch.gated() ? "waiting for sudo" : "starting a shell";
        String said = out.started() ? "" : Printed.lastLine(err.preambleText());
        String what = how + " " + where + (said.isEmpty() ? "" : "; it said: " + said);
        return out.started() || launch.gated()
                ? new TransportException(Kind.TIMED_OUT, host, what)
                : new TransportException(
                        Kind.TIMED_OUT, host, what, "do the login user's start-up files (~/.bashrc) hang?");
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    /** Nanoseconds until a limit is reached. */
    private long remaining() {
        long now = System.nanoTime();
        return Math.min(deadline - now, lastByte + limits.idle().toNanos() - now);
    }

    private synchronized void receive(FramedOutput stream, byte[] bytes, int from, int length) {
        lastByte = System.nanoTime();
        received += length;
        // Past the limit nothing is kept: the sender is being cut off, and may be fast.
        if (received <= limits.maxOutputBytes() && stream.preambleLength() <= LONGEST_PREAMBLE) {
            boolean wasStarted = stream.started();
            stream.append(bytes, from, length);
            if (wasStarted) {
                return;
            }
            prompts = err.countInPreamble(launch.prompt());
        }
        notifyAll();
    }

    private synchronized int send(byte[] into, int from, int length, Stdin stdin) throws IOException {
        try {
            while (!stdin.closed && !ended) {
                if (prompts > 0 && !passwordSent && launch.password().isPresent()) {
                    return sendPassword(into, from, length);
                }
                if (out.started() || !launch.gated()) {
                    return sendScript(into, from, length);
                }
                wait();
            }
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped");
        }
    }

    private int sendPassword(byte[] into, int from, int length) throws IOException {
        byte[] line = (launch.password().orElseThrow().reveal() + "\n").getBytes(StandardCharsets.UTF_8);
        if (line.length > length) {
            throw new IOException("the password is too long");
        }
        System.arraycopy(line, 0, into, from, line.length);
        passwordSent = true;
        lastByte = System.nanoTime();
        return line.length;
    }

    private int sendScript(byte[] into, int from, int length) {
        if (scriptSent == script.length) {
            return -1;
        }
        int count = Math.min(length, script.length - scriptSent);
        System.arraycopy(script, scriptSent, into, from, count);
        scriptSent += count;
        lastByte = System.nanoTime();
        return count;
    }

    private final class Sink extends OutputStream {

        private final FramedOutput stream;
        private final boolean endsAll;

        Sink(FramedOutput stream, boolean endsAll) {
            this.stream = stream;
            this.endsAll = endsAll;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            receive(stream, bytes, from, length);
        }

        @Override
        public void close() {
            if (endsAll) {
                end();
            }
        }
    }

    /** Ends after the last byte of the script, which makes the reader close the shell's stdin. */
    private final class Stdin extends InputStream {

        private boolean closed;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            return send(into, from, length, this);
        }

        @Override
        public void close() {
            synchronized (Conversation.this) {
                closed = true;
                Conversation.this.notifyAll();
            }
        }
    }
}
