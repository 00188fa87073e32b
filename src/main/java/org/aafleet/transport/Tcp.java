package org.aafleet.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.aafleet.transport.TransportException.Kind;

/** TCP connections of our own. */
final class Tcp {

    private Tcp() {}

    /** Tries each address of the host in turn, as ssh does, all within the time-out. */
    static Socket connect(String endpoint, String host, int port, Duration timeout) throws TransportException {
        long deadline = System.nanoTime() + timeout.toNanos();
        Optional<IOException> last = Optional.empty();
        for (InetAddress address : addresses(endpoint, host)) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                break;
            }
            try {
                return connect(address, port, Math.toIntExact(left));
            } catch (IOException e) {
                last = Optional.of(e);
            }
        }
        throw unreachable(endpoint, host, port, timeout, last);
    }

    private static Socket connect(InetAddress address, int port, int millis) throws IOException {
        Socket socket = new Socket();
        try {
            // Before connecting: on a connection that is reset at once they would fail, and it was not unreachable.
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.connect(new InetSocketAddress(address, port), millis);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static InetAddress[] addresses(String endpoint, String host) throws TransportException {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new TransportException(
                    Kind.UNREACHABLE,
                    endpoint,
                    "no address is known for the name '" + Printed.line(host) + "'",
                    "set ansible_host, or HostName in ~/.ssh/config, or mend the name service");
        }
    }

    private static TransportException unreachable(
            String endpoint, String host, int port, Duration timeout, Optional<IOException> last) {
        String where = host + " port " + port;
        if (last.isEmpty() || last.get() instanceof SocketTimeoutException) {
            return new TransportException(
                    Kind.UNREACHABLE,
                    endpoint,
                    "no answer from " + where + " within " + timeout.toSeconds() + " s",
                    "is the host up, and the way to it not filtered?");
        }
        return new TransportException(
                Kind.UNREACHABLE,
                endpoint,
                where + ": " + Printed.line(String.valueOf(last.get().getMessage())),
                Optional.empty(),
                last.get());
    }
}
