package org.aafleet.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.ThreadFactory;
import org.aafleet.transport.TransportException.Kind;

/** Runs each script in a child process. */
final class LocalConnection implements Connection {

    private static final int BUFFER = 32 * 1024;

    private final ThreadFactory threads = SessionThreads.factory();
    private final String host;
    private final Launch launch;

    LocalConnection(String host, Launch launch) {
        this.host = host;
        this.launch = launch;
    }

    @Override
    public Output run(Script script, Limits limits) throws TransportException {
        Conversation conversation = new Conversation(host, launch, script, limits);
        Process process = start();
        try {
            pump(conversation.stdin(), process.getOutputStream());
            Thread out = pump(process.getInputStream(), conversation.stdout());
            Thread err = pump(process.getErrorStream(), conversation.stderr());
            threads.newThread(() -> endAfter(process, out, err, conversation)).start();
            conversation.await();
            return conversation.outcome(OptionalInt.of(process.exitValue()), "");
        } finally {
            conversation.end();
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start() throws TransportException {
        try {
            return new ProcessBuilder("sh", "-c", launch.command()).start();
        } catch (IOException e) {
            throw new TransportException(
                    Kind.REFUSED, host, "no shell: " + Printed.line(String.valueOf(e.getMessage())));
        }
    }

    /** Copies what there is as soon as it is there, then closes both ends. */
    private Thread pump(InputStream from, OutputStream to) {
        Thread thread = threads.newThread(() -> {
            byte[] buffer = new byte[BUFFER];
            try (from;
                    to) {
                for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                    to.write(buffer, 0, count);
                    to.flush();
                }
            } catch (IOException e) {
                // The process has ended, or is being ended: its exit status tells.
            }
        });
        thread.start();
        return thread;
    }

    private static void endAfter(Process process, Thread out, Thread err, Conversation conversation) {
        try {
            process.waitFor();
            out.join();
            err.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        conversation.end();
    }

    @Override
    public Socket forward(String to, int port, Duration timeout) throws TransportException {
        return Tcp.connect(host, to, port, timeout);
    }

    @Override
    public void close() {
        // Nothing outlives a run.
    }
}
