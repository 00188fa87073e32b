package org.aafleet.transport;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.aafleet.transport.TransportException.Kind;

/** A session on one hop. Closing is safe from any thread and at any time, and never waits for the server. */
final class SshLogin implements AutoCloseable {

    private final Session session;
    private final Socket socket;
    private final Hop hop;
    private final Wire wire;
    private final Future<?> keepAlive;
    private volatile boolean silent;
    private volatile Optional<SshLogin> owned = Optional.empty();

    SshLogin(Session session, Socket socket, Hop hop, Wire wire, Watch watch) {
        this.session = session;
        this.socket = socket;
        this.hop = hop;
        this.wire = wire;
        this.keepAlive = hop.keepAlive().interval().isZero()
                ? CompletableFuture.completedFuture(true)
                : watch.every(
                        hop.keepAlive().interval(),
                        () -> wire.tick(() -> watch.now(this::askForSignOfLife), () -> watch.now(this::giveUp)));
    }

    Hop hop() {
        return hop;
    }

    boolean isAlive() {
        return session.isConnected() && !wire.ended();
    }

    /** Why it is gone, for an error. */
    String whyLost() {
        return silent
                ? "the server gave no sign of life for "
                        + hop.keepAlive()
                                .interval()
                                .multipliedBy(hop.keepAlive().countMax())
                                .toSeconds() + " s"
                : "the connection was lost";
    }

    /** Closes that one too when this one is closed. */
    void owns(SshLogin other) {
        owned = Optional.of(other);
    }

    ChannelDirectTCPIP directTcpip(String host) throws TransportException {
        return (ChannelDirectTCPIP) channel("direct-tcpip", host);
    }

    ChannelExec exec(String host) throws TransportException {
        return (ChannelExec) channel("exec", host);
    }

    private Channel channel(String type, String host) throws TransportException {
        try {
            Channel channel = session.openChannel(type);
            // null from a session that is just being closed.
            if (channel != null) {
                return channel;
            }
        } catch (JSchException e) {
            // "session is down"
        }
        throw new TransportException(Kind.CONNECTION_LOST, host, whyLost());
    }

    /** Opens it. Ends early when the session does, which jsch alone would not. */
    void open(Channel channel, Duration timeout) throws JSchException {
        wire.opening(channel);
        try {
            channel.connect(Math.toIntExact(timeout.toMillis()));
        } finally {
            wire.opened(channel);
        }
    }

    private void askForSignOfLife() {
        try {
            session.sendKeepAliveMsg();
        } catch (Exception e) {
            giveUp();
        }
    }

    private void giveUp() {
        silent = true;
        close();
    }

    /** The socket first: jsch would wait for a lock that a blocked writer holds. */
    @Override
    public void close() {
        keepAlive.cancel(false);
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone, which is what was wanted.
        }
        session.disconnect();
        owned.ifPresent(SshLogin::close);
    }
}
