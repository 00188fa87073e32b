package org.aafleet.host;

import java.time.Duration;
import java.time.Instant;

/**
 * Of which time up to now a host's events are wanted.
 *
 * @param from seconds back from now, {@code @} with a time by the host's clock in seconds, or nothing
 * @param collected whether files of the process's own and of others are kept apart, and the second that is not over is left to
 *     the next collection, which begins there
 */
public record Period(String from, boolean collected) {

    public static final Period NONE = new Period("", false);

    public static Period last(Duration time) {
        return new Period("" + time.toSeconds(), false);
    }

    public static Period collectLast(Duration time) {
        return new Period("" + time.toSeconds(), true);
    }

    /** @param time by the host's clock, where the collection before this ended */
    public static Period collectSince(Instant time) {
        return new Period("@" + time.getEpochSecond(), true);
    }

    public boolean isNone() {
        return from.isEmpty();
    }
}
