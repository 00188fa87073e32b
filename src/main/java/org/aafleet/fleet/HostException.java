package org.aafleet.fleet;

/** Carries a host's failure out of a job. */
public final class HostException extends Exception {

    private final transient HostFailure failure;

    public HostException(HostFailure failure) {
        super(failure.host() + ": " + failure.step() + ": " + failure.message());
        this.failure = failure;
    }

    public HostFailure failure() {
        return failure;
    }
}
