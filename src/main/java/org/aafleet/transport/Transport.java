package org.aafleet.transport;

/** Opens connections to hosts. Safe for use by many threads at once; each connection belongs to one thread. */
public interface Transport {

    /**
     * Connects and logs in. Blocks for at most the endpoint's connect time-out.
     *
     * @throws TransportException saying what stopped it and what would mend it; the host then has no trace of us
     */
    Connection connect(Endpoint endpoint) throws TransportException;
}
