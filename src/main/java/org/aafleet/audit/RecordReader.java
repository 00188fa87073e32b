package org.aafleet.audit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aafleet.audit.AuditRecord.Verdict;

/**
 * Reads a line of a log, whichever put it there: auditd (also enriched, or with {@code node=}), the kernel's ring, syslog, the
 * journal. What stands before {@code apparmor=} differs from log to log, what follows is the kernel's.
 *
 * <p>A string with a space, a quote or a byte above 127 in it is written by the kernel in upper-case hexadecimal digits and
 * without quotes ({@code audit_log_untrustedstring}), any other in quotes and as it is.
 */
public final class RecordReader {

    private static final Pattern START = Pattern.compile("\\bapparmor=\"([A-Z]+)\"");
    private static final Pattern ID = Pattern.compile("\\baudit\\(([0-9]{1,12}\\.[0-9]{1,9}:[0-9]{1,12})\\)");
    private static final Pattern FIELD = Pattern.compile("([a-z_][a-z_0-9]*)=(\"[^\"]*\"?|[^\\s\u001d]*)");
    private static final Pattern HEXADECIMAL = Pattern.compile("(?:[0-9A-F]{2})+");

    /** The fields that hold a string of somebody's choice; others are numbers or words, which may look hexadecimal. */
    private static final Set<String> STRINGS = Set.of(
            "profile",
            "name",
            "name2",
            "target",
            "comm",
            "peer",
            "peer_profile",
            "srcname",
            "addr",
            "peer_addr",
            "info",
            "label",
            "peer_label",
            "namespace",
            "root_ns",
            "path",
            "interface",
            "member",
            "attrname");

    private RecordReader() {}

    /** @return empty when the line is no record of AppArmor */
    public static Optional<AuditRecord> read(String line) {
        Matcher start = START.matcher(line);
        if (!start.find()) {
            return Optional.empty();
        }
        Optional<Verdict> verdict = verdict(start.group(1));
        if (verdict.isEmpty()) {
            return Optional.empty();
        }
        Matcher id = ID.matcher(line).region(0, start.start());
        Optional<String> found = id.find() ? Optional.of(id.group(1)) : Optional.empty();
        return Optional.of(new AuditRecord(verdict.get(), found, fields(line, start.end())));
    }

    private static Optional<Verdict> verdict(String word) {
        for (Verdict verdict : Verdict.values()) {
            if (verdict.name().equals(word)) {
                return Optional.of(verdict);
            }
        }
        return Optional.empty();
    }

    /** What auditd adds to an enriched record stands behind a group separator. */
    private static Map<String, String> fields(String line, int from) {
        int end = line.indexOf('\u001d', from);
        Matcher field = FIELD.matcher(line).region(from, end < 0 ? line.length() : end);
        Map<String, String> fields = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        while (field.find()) {
            if (seen.add(field.group(1))) {
                fields.put(field.group(1), value(field.group(1), field.group(2)));
            }
        }
        return fields;
    }

    private static String value(String field, String text) {
        if (text.startsWith("\"")) {
            return text.substring(1, text.endsWith("\"") && text.length() > 1 ? text.length() - 1 : text.length());
        }
        if (STRINGS.contains(field) && HEXADECIMAL.matcher(text).matches()) {
            return decode(text);
        }
        return text;
    }

    private static String decode(String digits) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < digits.length(); i += 2) {
            bytes.write(Integer.parseInt(digits.substring(i, i + 2), 16));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
