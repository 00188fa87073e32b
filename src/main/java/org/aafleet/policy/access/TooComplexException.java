package org.aafleet.policy.access;

/** Rules whose patterns make up more states than can be looked at. */
public final class TooComplexException extends Exception {

    private static final long serialVersionUID = 1L;

    TooComplexException(String message) {
        super(message);
    }
}
