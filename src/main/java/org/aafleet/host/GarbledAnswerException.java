package org.aafleet.host;

/** A host's script printed something that is not an answer. The message quotes what, cut to a line. */
public final class GarbledAnswerException extends RuntimeException {

    public GarbledAnswerException(String message) {
        super(message);
    }
}
