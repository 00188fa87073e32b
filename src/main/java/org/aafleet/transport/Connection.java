package org.aafleet.transport;

import java.net.Socket;
import java.time.Duration;

/** A host that has let us in. Any exception from {@link #run} closes the connection. */
public interface Connection extends AutoCloseable {

    /**
     * Streams the script to one {@code sh -s}, under sudo where the endpoint says so, and waits for its end. A script
     * whose sending is cut off may have run up to there: wrap it in a function that the last line calls.
     *
     * @return what it printed and its exit status, which may well be other than 0
     * @throws TransportException when the script was not run to its end, or that is not known
     */
    Output run(Script script, Limits limits) throws TransportException;

    /**
     * A TCP connection that the host makes, as {@code ssh -W} does; for probes of what listens on its loopback. Reads
     * honour {@link Socket#setSoTimeout}. The caller closes it.
     */
    Socket forward(String host, int port, Duration timeout) throws TransportException;

    @Override
    void close();
}
