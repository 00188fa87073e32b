package org.aafleet.host;

import java.util.List;

/**
 * What the services of a host were denied of late, or would have been.
 *
 * @param losses why there may have been more, one sentence each
 */
public record Recorded(List<SeenEvent> events, List<String> losses) {

    public static final Recorded NOTHING = new Recorded(List.of(), List.of());

    public Recorded {
        events = List.copyOf(events);
        losses = List.copyOf(losses);
    }
}
