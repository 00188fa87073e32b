package org.aafleet.transport;

/** Takes each endpoint by the way its target says. */
public final class AnyTransport implements Transport {

    private final Transport ssh;
    private final Transport local;

    public AnyTransport(Transport ssh, Transport local) {
        this.ssh = ssh;
        this.local = local;
    }

    @Override
    public Connection connect(Endpoint endpoint) throws TransportException {
        return (endpoint.target() instanceof Target.Local ? local : ssh).connect(endpoint);
    }
}
