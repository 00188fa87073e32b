package org.aafleet.transport;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import java.net.Socket;
import java.time.Duration;
import java.util.OptionalInt;
import org.aafleet.transport.TransportException.Kind;

/** One login on a host; each run is one exec channel of it. */
final class SshConnection implements Connection {

    private final String host;
    private final SshLogin login;
    private final Launch launch;
    private final Runnable afterClose;
    private boolean closed;

    SshConnection(String host, SshLogin login, Launch launch, Runnable afterClose) {
        this.host = host;
        this.login = login;
        this.launch = launch;
        this.afterClose = afterClose;
    }

    @Override
    public Output run(Script script, Limits limits) throws TransportException {
        try {
            return exec(script, limits);
        } catch (TransportException | RuntimeException e) {
            // What the host still sends, and whether it still listens, is not known any more.
            close();
            throw e;
        }
    }

    private Output exec(Script script, Limits limits) throws TransportException {
        Conversation conversation = new Conversation(host, launch, script, limits);
        ChannelExec channel = login.exec(host);
        channel.setCommand(launch.command());
        channel.setInputStream(conversation.stdin());
        channel.setOutputStream(conversation.stdout());
        channel.setErrStream(conversation.stderrWhoseCloseEndsAll());
        start(channel, limits);
        try {
            conversation.await();
        } finally {
            if (channel.isConnected() && !conversation.hasEnded()) {
                login.close();
            }
        }
        OptionalInt status =
                channel.getExitStatus() < 0 ? OptionalInt.empty() : OptionalInt.of(channel.getExitStatus());
        return conversation.outcome(status, whyNoStatus(channel));
    }

    private void start(ChannelExec channel, Limits limits) throws TransportException {
        Duration patience = limits.idle().compareTo(limits.timeout()) < 0 ? limits.idle() : limits.timeout();
        try {
            login.open(channel, patience);
        } catch (JSchException e) {
            if (!login.isAlive()) {
                throw new TransportException(
                        Kind.CONNECTION_LOST, host, login.whyLost() + " before the shell answered");
            }
            throw String.valueOf(e.getMessage()).startsWith("failed to send")
                    ? new TransportException(
                            Kind.REFUSED,
                            host,
                            "the server does not let " + login.hop().shown() + " run commands",
                            "look at ForceCommand and the options in authorized_keys")
                    : new TransportException(
                            Kind.TIMED_OUT, host, "no shell was started within " + patience.toSeconds() + " s");
        }
    }

    private String whyNoStatus(ChannelExec channel) {
        if (!login.isAlive()) {
            return login.whyLost();
        }
        String signal = channel.getExitSignal();
        return signal == null
                ? "the server closed the channel without an exit status"
                : "the shell was killed by SIG" + Printed.line(signal);
    }

    @Override
    public Socket forward(String to, int port, Duration timeout) throws TransportException {
        return SshTransport.forward(host, login, to, port, timeout);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            login.close();
            afterClose.run();
        }
    }
}
