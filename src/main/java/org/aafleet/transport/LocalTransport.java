package org.aafleet.transport;

import java.security.SecureRandom;

/** This machine: the same shell, the same sudo, no network. */
public final class LocalTransport implements Transport {

    private final SecureRandom random = new SecureRandom();
    private final String user;

    /** @param user as whom this program runs */
    public LocalTransport(String user) {
        this.user = user;
    }

    @Override
    public Connection connect(Endpoint endpoint) {
        return new LocalConnection(endpoint.name(), Launch.of(endpoint.become(), user, random));
    }
}
