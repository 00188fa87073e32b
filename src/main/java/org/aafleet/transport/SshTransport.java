package org.aafleet.transport;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import java.io.IOException;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.aafleet.transport.TransportException.Kind;

/** Hosts behind ssh, by way of jsch. Reads the ssh configuration, known_hosts and key files once. */
public final class SshTransport implements Transport {

    private static final int ADMINISTRATIVELY_PROHIBITED = 1;

    private final Routes routes;
    private final SshLogins logins;
    private final SharedJumps jumps = new SharedJumps();
    private final SecureRandom random = new SecureRandom();

    /** @throws org.aafleet.problem.InputException for an ssh configuration that cannot be read */
    public SshTransport(SshSettings settings, Passphrases passphrases) {
        this.routes = new Routes(settings);
        this.logins = new SshLogins(passphrases, new Watch());
    }

    /** @throws IllegalArgumentException for a target that is not behind ssh */
    @Override
    public Connection connect(Endpoint endpoint) throws TransportException {
        if (!(endpoint.target() instanceof Target.Ssh target)) {
            throw new IllegalArgumentException(endpoint.name() + " is not behind ssh");
        }
        List<Hop> route = routes.to(endpoint.name(), target);
        List<Hop> before = route.subList(0, route.size() - 1);
        Optional<SshLogin> jump = jump(endpoint.name(), before);
        try {
            SshLogin login = login(endpoint.name(), route, jump);
            Launch launch = Launch.of(endpoint.become(), login.hop().user(), random);
            return new SshConnection(endpoint.name(), login, launch, () -> giveBack(before, jump));
        } catch (TransportException | RuntimeException e) {
            giveBack(before, jump);
            throw e;
        }
    }

    private Optional<SshLogin> jump(String host, List<Hop> route) throws TransportException {
        return route.isEmpty() ? Optional.empty() : Optional.of(jumps.borrow(route, host, () -> openJump(host, route)));
    }

    /** A chain's earlier hops live and die with the last one, which is what is shared. */
    private SshLogin openJump(String host, List<Hop> route) throws TransportException {
        Optional<SshLogin> through = Optional.empty();
        try {
            for (int i = 0; i < route.size(); i++) {
                SshLogin next = login(host, route.subList(0, i + 1), through);
                through.ifPresent(next::owns);
                through = Optional.of(next);
            }
            return through.orElseThrow();
        } catch (TransportException | RuntimeException e) {
            through.ifPresent(SshLogin::close);
            throw e;
        }
    }

    private SshLogin login(String host, List<Hop> route, Optional<SshLogin> through) throws TransportException {
        Hop hop = route.get(route.size() - 1);
        Socket socket = through.isPresent()
                ? forward(host, through.get(), hop.hostName(), hop.port(), hop.connectTimeout())
                : Tcp.connect(host, hop.hostName(), hop.port(), hop.connectTimeout());
        return logins.login(host, hop, socket, through.isPresent());
    }

    private void giveBack(List<Hop> route, Optional<SshLogin> jump) {
        jump.ifPresent(login -> jumps.giveBack(route, login));
    }

    /** A connection made from the other side of a login. */
    static Socket forward(String host, SshLogin login, String to, int port, Duration timeout)
            throws TransportException {
        String where = to + " port " + port + " from " + login.hop().shown();
        ChannelDirectTCPIP channel = login.directTcpip(host);
        try {
            return ChannelSocket.open(login, channel, to, port, timeout);
        } catch (JSchException | IOException e) {
            if (!login.isAlive()) {
                throw new TransportException(Kind.CONNECTION_LOST, host, login.whyLost());
            }
            throw channel.getExitStatus() == ADMINISTRATIVELY_PROHIBITED
                    ? new TransportException(
                            Kind.REFUSED,
                            host,
                            "forwarding to " + where + " is not allowed",
                            "its sshd needs AllowTcpForwarding yes or local, and a fitting PermitOpen")
                    : new TransportException(Kind.UNREACHABLE, host, "cannot connect to " + where);
        }
    }
}
