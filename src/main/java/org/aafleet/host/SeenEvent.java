package org.aafleet.host;

import java.time.Instant;
import java.util.Optional;
import org.aafleet.audit.AuditRecord;
import org.aafleet.audit.RecordReader;
import org.aafleet.host.Transcript.Entry;

/**
 * A kind of event that was seen on a host, however often.
 *
 * @param first when it was seen first, by the host's clock, to the second
 * @param line the log's line of that time
 */
public record SeenEvent(long count, Optional<Instant> first, Optional<Instant> last, AuditRecord example, String line) {

    /** @param entry {@code COUNT FIRST LAST}, with the line */
    static Optional<SeenEvent> read(Entry entry) {
        String[] words = entry.rest().split(" ", -1);
        String line = entry.content().stripTrailing();
        return words.length == 3 && words[0].matches("[0-9]{1,18}")
                ? RecordReader.read(line)
                        .map(record ->
                                new SeenEvent(Long.parseLong(words[0]), time(words[1]), time(words[2]), record, line))
                : Optional.empty();
    }

    private static Optional<Instant> time(String seconds) {
        return seconds.matches("[0-9]{1,11}")
                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(seconds)))
                : Optional.empty();
    }
}
