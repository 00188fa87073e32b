package org.aafleet.audit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
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

    private static final String WORD = "apparmor=";
    private static final Pattern START = Pattern.compile("\\bapparmor=\"([A-Z]+)\"");
    private static final Pattern ID = Pattern.compile("\\baudit\\(([0-9]{1,12}\\.[0-9]{1,9}:[0-9]{1,12})\\)");
    private static final String OLD_ID = "audit\\((?<id>[0-9]{1,12}\\.[0-9]{1,9}:[0-9]{1,12})\\):";
    private static final String OLD_NUMBER = "150(?<number>[1-6])";
    private static final List<Pattern> OLD = List.of(
            Pattern.compile("type=APPARMOR_(?<word>[A-Z]+) msg=" + OLD_ID),
            Pattern.compile("type=(?:UNKNOWN\\[)?" + OLD_NUMBER + "\\]? (?:msg=)?" + OLD_ID),
            Pattern.compile(OLD_ID + " +type=" + OLD_NUMBER));
    /** From 1501 on. */
    private static final List<Verdict> OLD_TYPES =
            List.of(Verdict.AUDIT, Verdict.ALLOWED, Verdict.DENIED, Verdict.HINT, Verdict.STATUS, Verdict.ERROR);

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
            "attrname",
            "tcontext");

    private RecordReader() {}

    /** @return empty when the line is no record of AppArmor */
    public static Optional<AuditRecord> read(String line) {
        int word = line.indexOf(WORD);
        if (word < 0) {
            return readOld(line);
        }
        Matcher start = START.matcher(line).useTransparentBounds(true);
        if (!start.region(word, line.length()).find()) {
            return Optional.empty();
        }
        Optional<Verdict> verdict = verdict(start.group(1));
        if (verdict.isEmpty()) {
            return Optional.empty();
        }
        int before = Math.max(0, line.indexOf("audit("));
        Matcher id = ID.matcher(line).useTransparentBounds(true).region(Math.min(before, start.start()), start.start());
        Optional<String> found = id.find() ? Optional.of(id.group(1)) : Optional.empty();
        return Optional.of(new AuditRecord(verdict.get(), found, fields(line, start.end())));
    }

    /** Kernels before 2.6.36 had types of their own in place of {@code apparmor=}. */
    private static Optional<AuditRecord> readOld(String line) {
        if (!line.contains("type=APPARMOR_") && !line.contains("150")) {
            return Optional.empty();
        }
        return OLD.stream()
                .map(form -> form.matcher(line))
                .filter(Matcher::find)
                .findFirst()
                .flatMap(old -> verdict(old)
                        .map(known -> new AuditRecord(known, Optional.of(old.group("id")), fields(line, old.end()))));
    }

    private static Optional<Verdict> verdict(Matcher old) {
        return old.pattern().pattern().contains(OLD_NUMBER)
                ? Optional.of(OLD_TYPES.get(Integer.parseInt(old.group("number")) - 1))
                : verdict(old.group("word"));
    }

    private static Optional<Verdict> verdict(String word) {
        for (Verdict verdict : Verdict.values()) {
            if (verdict.name().equals(word)) {
                return Optional.of(verdict);
            }
        }
        return Optional.empty();
    }

    /** What auditd adds to an enriched record stands behind a group separator. By hand, as logs have millions of them. */
    private static Map<String, String> fields(String line, int from) {
        int separator = line.indexOf('\u001d', from);
        int end = separator < 0 ? line.length() : separator;
        Map<String, String> fields = new LinkedHashMap<>();
        for (int at = from; at < end; ) {
            int nameEnd = nameEnd(line, at, end);
            if (nameEnd > at && nameEnd < end && line.charAt(nameEnd) == '=') {
                int valueEnd = valueEnd(line, nameEnd + 1, end);
                String name = line.substring(at, nameEnd);
                if (!fields.containsKey(name)) {
                    fields.put(name, value(name, line.substring(nameEnd + 1, valueEnd)));
                }
                at = valueEnd;
            } else {
                at = Math.max(nameEnd, at + 1);
            }
        }
        return fields;
    }

    /** Of a name that starts here, which a digit does not; the start where there is none. */
    private static int nameEnd(String line, int start, int end) {
        int at = start;
        while (at < end && isNamePart(line.charAt(at), at > start)) {
            at++;
        }
        return at;
    }

    private static boolean isNamePart(char c, boolean further) {
        return (c >= 'a' && c <= 'z') || c == '_' || (further && c >= '0' && c <= '9');
    }

    /** Behind the closing quote, or where the next blank is. */
    private static int valueEnd(String line, int start, int end) {
        if (start < end && line.charAt(start) == '"') {
            int quote = line.indexOf('"', start + 1);
            return quote < 0 || quote >= end ? end : quote + 1;
        }
        int at = start;
        while (at < end && !Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        return at;
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
