package org.aafleet.host;

import java.time.Instant;
import java.util.Optional;
import org.aafleet.audit.AuditRecord;

/**
 * A kind of event that was seen on a host, however often.
 *
 * @param first when it was seen first, by the host's clock, to the second
 * @param line the log's line of that time
 */
public record SeenEvent(
        long count, Optional<Instant> first, Optional<Instant> last, AuditRecord example, String line) {}
