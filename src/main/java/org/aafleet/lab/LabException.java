package org.aafleet.lab;

/** This machine, or a lab host on it, did not do what a lab needs. The message says what, and where to look. */
public final class LabException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public LabException(String message) {
        super(message);
    }

    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
