package org.aafleet.host;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the services of a host were denied of late, or would have been.
 *
 * @param until where the next collection goes on, by the host's clock; absent where this is none
 * @param losses why there may have been more, one sentence each
 */
public record Recorded(Optional<Instant> until, List<SeenEvent> events, List<String> losses) {

    public static final Recorded NOTHING = new Recorded(Optional.empty(), List.of(), List.of());

    public Recorded {
        events = List.copyOf(events);
        losses = List.copyOf(losses);
    }
}
