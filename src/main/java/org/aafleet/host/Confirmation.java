package org.aafleet.host;

import java.time.Duration;

/**
 * That a change is taken back by its host unless it is confirmed.
 *
 * @param token the name of the change: letters, digits and {@code -}
 * @param within how long the host waits after the change; whole seconds, at least one
 */
public record Confirmation(String token, Duration within) {

    public Confirmation {
        if (!token.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("not a token: " + token);
        }
        if (within.toSeconds() < 1) {
            throw new IllegalArgumentException("a confirmation needs at least a second");
        }
    }
}
