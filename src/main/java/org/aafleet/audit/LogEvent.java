package org.aafleet.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aafleet.audit.LogLine.Origin;

/**
 * A line of a log as libapparmor tells of it.
 *
 * @param type libapparmor's word for it, such as {@code AA_RECORD_DENIED}
 * @param origin who wrote the line; absent where it has no form that is known
 * @param fields what libapparmor's test suite calls them, in snake case and in its order; texts and numbers
 */
public record LogEvent(String type, Optional<Origin> origin, Map<String, Object> fields) {

    private static final String TYPE = "AA_RECORD_";

    /** What is no record of AppArmor, or one that cannot be read. */
    private static final String INVALID = TYPE + "INVALID";

    private static final Pattern OTHER = Pattern.compile(
            "type=(?<type>\\S+) msg=audit\\((?<id>[0-9]{1,12}\\.[0-9]{1,9}:[0-9]{1,12})\\): *(?<rest>.*)",
            Pattern.DOTALL);
    private static final Pattern MARK = Pattern.compile("\\bapparmor=|\\btype=APPARMOR", Pattern.CASE_INSENSITIVE);

    public LogEvent {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public static LogEvent of(String line) {
        Optional<LogLine> known = LogLine.of(line);
        Optional<AuditRecord> record = known.flatMap(form -> RecordReader.read(form.message()));
        Optional<Origin> origin = known.map(LogLine::origin);
        return record.map(read -> new LogEvent(type(read), origin, RecordFields.of(withoutGarbage(read))))
                .orElseGet(() -> other(line, origin));
    }

    public boolean isValid() {
        return !type.equals(INVALID);
    }

    /** Whether the line at least claims to be of AppArmor. */
    public static boolean concerns(String line) {
        return MARK.matcher(line).find();
    }

    private static String type(AuditRecord record) {
        return isGarbage(record) ? INVALID : TYPE + record.verdict().name();
    }

    /** Kernels have written memory of no meaning as the target of a ptrace (https://launchpad.net/bugs/1689667). */
    private static boolean isGarbage(AuditRecord record) {
        return record.operation().equals("ptrace")
                && record.get("target")
                        .filter(target -> target.indexOf('\ufffd') >= 0)
                        .isPresent();
    }

    private static AuditRecord withoutGarbage(AuditRecord record) {
        if (!isGarbage(record)) {
            return record;
        }
        Map<String, String> fields = new LinkedHashMap<>(record.fields());
        fields.remove("target");
        return new AuditRecord(record.verdict(), record.id(), fields);
    }

    private static LogEvent other(String line, Optional<Origin> origin) {
        Map<String, Object> fields = new LinkedHashMap<>();
        Matcher other = OTHER.matcher(line);
        if (other.matches() && !other.group("rest").startsWith("apparmor=")) {
            RecordFields.putId(other.group("id"), fields);
            if (!other.group("type").startsWith("UNKNOWN")) {
                fields.put("operation", other.group("type"));
            }
            fields.put("info", other.group("rest"));
        }
        return new LogEvent(INVALID, origin, RecordFields.ordered(fields));
    }
}
