package org.aafleet.transport;

/** For tests in other packages. */
public final class Unreachable {

    private Unreachable() {}

    public static TransportException of(String host) {
        return new TransportException(TransportException.Kind.UNREACHABLE, host, "no route to host");
    }
}
