package org.aafleet.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.aafleet.audit.LogEvent;

/** Lines of logs that tell of AppArmor, one for one. */
public final class EventsReport {

    private static final int LONGEST = 1000;

    /** What a reader looks for first; the rest follows by its name. */
    private static final List<String> LEADING = List.of("profile", "operation", "name");

    /** Said otherwise, or of no interest beside the others. */
    private static final List<String> LEFT_OUT = List.of("audit_id", "epoch", "audit_subid", "mask", "class");

    private EventsReport() {}

    /** {@code {"event_type", …}}, with the fields that the line has. */
    public static Map<String, Object> values(LogEvent event) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("event_type", event.type());
        values.putAll(event.fields());
        return values;
    }

    /** @param raw the line as it stands in the log, which is all there is to say of what cannot be read */
    public static String line(LogEvent event, String raw) {
        if (!event.isValid()) {
            return Clean.line("INVALID  " + raw, LONGEST);
        }
        Map<String, Object> fields = event.fields();
        String time = fields.get("epoch") instanceof Long epoch ? Instant.ofEpochSecond(epoch) + "  " : "";
        String leading = LEADING.stream()
                .map(fields::get)
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining("  "));
        String others = fields.entrySet().stream()
                .filter(field -> !LEADING.contains(field.getKey()) && !LEFT_OUT.contains(field.getKey()))
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining(" "));
        String origin = event.origin()
                .map(known -> switch (known) {
                    case KERNEL -> "";
                    case USER_AUDIT -> "  [of a program, through audit]";
                    case SYSLOG -> "  [as syslog says]";
                    case PROGRAM -> "  [of a program]";
                })
                .orElse("");
        return Clean.line(
                time + event.type().substring("AA_RECORD_".length()) + "  " + leading + "  " + others + origin,
                LONGEST);
    }
}
