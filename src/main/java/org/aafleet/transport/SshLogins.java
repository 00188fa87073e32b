package org.aafleet.transport;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.aafleet.transport.TransportException.Kind;

/** Logs in on a socket that leads to a server. */
final class SshLogins {

    private final JSch jsch = new JSch();
    private final ThreadFactory threads = SessionThreads.factory();
    private final KnownHostsFiles knownHosts = new KnownHostsFiles();
    private final Identities identities;
    private final Watch watch;

    SshLogins(Passphrases passphrases, Watch watch) {
        this.identities = new Identities(jsch, passphrases);
        this.watch = watch;
    }

    /** @param socket closed again when the login fails */
    SshLogin login(String host, Hop hop, Socket socket, boolean throughJump) throws TransportException {
        AtomicBoolean late = new AtomicBoolean();
        // A server that sends a byte now and then defeats every read time-out, so the whole login has one.
        Future<?> deadline = watch.after(hop.connectTimeout(), () -> {
            late.set(true);
            close(socket);
        });
        HostKeyCheck hostKey = new HostKeyCheck(hop.hostKeys(), knownHosts(hop));
        Identities.Offer offer = identities.of(hop);
        try {
            Wire wire = new Wire(hop.keepAlive(), watch);
            Session session = session(hop, hostKey, offer);
            session.setSocketFactory(new Connected(socket, wire));
            session.connect();
            return new SshLogin(session, socket, hop, wire, watch);
        } catch (JSchException | RuntimeException e) {
            close(socket);
            if (late.get()) {
                throw new TransportException(
                        Kind.TIMED_OUT,
                        host,
                        "no login on " + hop.shown() + " within "
                                + hop.connectTimeout().toSeconds() + " s");
            }
            throw new JschFailure(host, hop, hostKey, offer, throughJump).explain(e);
        } finally {
            deadline.cancel(false);
        }
    }

    private KnownHosts knownHosts(Hop hop) {
        return knownHosts.read(Stream.concat(hop.hostKeys().userFiles().stream(), hop.hostKeys().globalFiles().stream())
                .toList());
    }

    private Session session(Hop hop, HostKeyCheck hostKey, Identities.Offer offer) throws JSchException {
        Session session = jsch.getSession(hop.user(), hop.hostName(), hop.port());
        session.setThreadFactory(threads);
        session.setHostKeyRepository(hostKey);
        session.setIdentityRepository(new OfferedKeys(offer.identities()));
        session.setUserInfo(new Answers(hop.password()));
        hop.hostKeys().alias().ifPresent(session::setHostKeyAlias);
        settings(hop).forEach(session::setConfig);
        return session;
    }

    private static Map<String, String> settings(Hop hop) {
        Map<String, String> settings = new LinkedHashMap<>(Algorithms.defaults());
        settings.putAll(hop.algorithms());
        settings.put("PreferredAuthentications", String.join(",", hop.methods()));
        settings.put("StrictHostKeyChecking", "yes");
        return settings;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone, which is what was wanted.
        }
    }

    /** Hands jsch the socket that we connected. */
    private record Connected(Socket socket, Wire wire) implements SocketFactory {

        @Override
        public Socket createSocket(String host, int port) {
            return socket;
        }

        @Override
        public InputStream getInputStream(Socket given) throws IOException {
            return wire.watched(given.getInputStream());
        }

        @Override
        public OutputStream getOutputStream(Socket given) throws IOException {
            return given.getOutputStream();
        }
    }
}
