package org.aafleet.policy.glob;

/** A text that is no AARE, or a variable that cannot be expanded. The message is for a person, without a place. */
public final class GlobException extends Exception {

    public GlobException(String message) {
        super(message);
    }
}
