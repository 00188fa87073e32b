package org.aafleet.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aafleet.host.Transcript.Entry;

/**
 * What speaks for and against a host in a stage; see {@code evidence.sh}.
 *
 * @param now this moment
 * @param mark where the host stands, unless it stands nowhere
 * @param events what was denied, or would be, since the mark was set
 * @param lost records that the audit system has lost since then
 * @param losses why there may have been yet more, one sentence each
 * @param hold why nothing may go on, as somebody told this host
 * @param approved the road that a person has let this host set out on
 * @param skip that a person has let it pass the stage that it is in
 */
public record Evidence(
        Baseline now,
        Optional<Mark> mark,
        List<SeenEvent> events,
        long lost,
        List<String> losses,
        Optional<String> hold,
        Optional<String> approved,
        Optional<Skip> skip) {

    /** Why the soak of one stage of one road is over before its time. */
    public record Skip(int stage, String road, String why) {

        static Optional<Skip> parse(String text) {
            String[] words = text.split(" ", 3);
            return words.length == 3 && words[0].matches("[0-9]{1,3}")
                    ? Optional.of(new Skip(Integer.parseInt(words[0]), words[1], words[2]))
                    : Optional.empty();
        }
    }

    public Evidence {
        events = List.copyOf(events);
        losses = List.copyOf(losses);
    }

    /** @return empty when the host was not asked for it */
    static Optional<Evidence> of(List<Entry> entries) {
        Optional<Baseline> now = Optional.empty();
        Optional<Mark> mark = Optional.empty();
        List<SeenEvent> events = new ArrayList<>();
        long lost = 0;
        List<String> losses = new ArrayList<>();
        Optional<String> hold = Optional.empty();
        Optional<String> approved = Optional.empty();
        Optional<Skip> skip = Optional.empty();
        for (Entry entry : entries) {
            switch (entry.word()) {
                case "baseline" -> now = Optional.of(new Baseline(entry.contentLines()));
                case "mark" -> mark = Mark.parse(entry.contentLines());
                case "event" ->
                    SeenEvent.read(entry).ifPresentOrElse(events::add, () -> losses.add("an event cannot be read"));
                case "hold" -> hold = Optional.of(entry.rest().strip());
                case "approved" -> approved = Optional.of(entry.rest().strip());
                case "skip" -> skip = Skip.parse(entry.rest().strip());
                case "lost" ->
                    lost = entry.rest().matches("[0-9]{1,18}") ? Long.parseLong(entry.rest()) : Long.MAX_VALUE;
                case "loss" -> losses.add(entry.rest());
                default -> {
                    // What else a probe says is read elsewhere.
                }
            }
        }
        return now.isEmpty()
                ? Optional.empty()
                : Optional.of(new Evidence(now.get(), mark, events, lost, losses, hold, approved, skip));
    }
}
