package org.aafleet.audit;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a log without what the log itself put before the message: auditd (also with {@code node=}), the audit dispatcher, the
 * kernel's ring as dmesg prints it, syslog with any kind of date, the journal as text and as JSON.
 *
 * @param origin who vouches for it
 * @param host what the log calls the host that it is of, where it does
 * @param message from {@code type=}, {@code msg=} or {@code apparmor=} on
 */
public record LogLine(Origin origin, Optional<String> host, String message) {

    /** Who wrote a line, as far as it can be known. */
    public enum Origin {
        /** The kernel, by way of the audit system or of its own ring: no program can write such a line there. */
        KERNEL,
        /** A program that may speak to the audit system, such as dbus-daemon. */
        USER_AUDIT,
        /** Syslog says that it is of the kernel; every program may call itself so. */
        SYSLOG,
        /** A program, in its own name. */
        PROGRAM
    }

    private static final String ID = "audit\\([0-9.]+:[0-9]+\\):";
    private static final Pattern AUDITD = Pattern.compile(
            "(?:node=(\\S+) )?((?:type=(?:(?:USER_)?AVC|1400|1107|APPARMOR_\\w+|(?:UNKNOWN\\[)?150[0-9]\\]?) )?msg="
                    + ID + ".*)",
            Pattern.DOTALL);
    private static final Pattern OF_PROGRAM =
            Pattern.compile("(?:type=(?:USER_AVC|1107)\\b|(?:audit: )?type=1107\\b).*", Pattern.DOTALL);

    private static final Pattern RING = Pattern.compile("(?:<[0-9]+>)?\\[[^]]*\\] (.*)", Pattern.DOTALL);
    private static final Pattern SPOKEN = Pattern.compile(
            "(?:\\[ *[0-9.]+\\] ?)?(?:audit: )?(type=[0-9]+ " + ID + ".*|" + ID + ".*)", Pattern.DOTALL);

    /** {@code Jan 1 15:09:04.5+08:00}, {@code 2013-01-01T15:09:04+0800}, {@code 1357024144.556}. */
    private static final String DATE =
            "(?:[A-Z][a-z]{2} +[0-9]{1,2} |[0-9]{4}-[0-9]{2}-[0-9]{2}[ T])[0-9:]{8}(?:[.,][0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
                    + "|[0-9]{9,11}\\.[0-9]+";

    private static final Pattern SYSLOG = Pattern.compile(
            "(?:<[0-9]+>)?(?:" + DATE + ") (?:([^ \\[:]+) )?([^ \\[:]+)(?:\\[[0-9]+\\])?: +(.*)", Pattern.DOTALL);

    private static final Pattern OF_AUDIT = Pattern.compile("(?:AVC|type=1400) (apparmor=.*)", Pattern.DOTALL);

    /** @return empty for a line that none of these logs has, or that tells of something else than an audit record */
    public static Optional<LogLine> of(String line) {
        if (line.startsWith("{")) {
            return ofJournal(line);
        }
        Matcher audited = AUDITD.matcher(line);
        if (audited.matches()) {
            return Optional.of(of(Origin.KERNEL, audited.group(2)).on(Optional.ofNullable(audited.group(1))));
        }
        Matcher ring = RING.matcher(line);
        if (ring.matches()) {
            return spoken(Origin.KERNEL, ring.group(1));
        }
        Matcher syslog = SYSLOG.matcher(line);
        return syslog.matches()
                ? ofSyslog(syslog.group(2), syslog.group(3))
                        .map(found -> found.on(Optional.ofNullable(syslog.group(1))))
                : Optional.empty();
    }

    private static Optional<LogLine> ofSyslog(String tag, String text) {
        return switch (tag) {
            case "kernel", "kern.notice", "kern.info", "kern.warning", "kern.warn" -> spoken(Origin.SYSLOG, text);
            case "audit" -> ofAudit(Origin.SYSLOG, text);
            default ->
                text.startsWith("apparmor=")
                        ? Optional.of(new LogLine(Origin.PROGRAM, Optional.empty(), text))
                        : Optional.empty();
        };
    }

    /** What the kernel says of an audit record. */
    private static Optional<LogLine> spoken(Origin origin, String text) {
        Matcher spoken = SPOKEN.matcher(text);
        return spoken.matches() ? Optional.of(of(origin, spoken.group(1))) : Optional.empty();
    }

    private static Optional<LogLine> ofAudit(Origin origin, String text) {
        Matcher record = OF_AUDIT.matcher(text);
        return record.matches()
                ? Optional.of(new LogLine(origin, Optional.empty(), record.group(1)))
                : spoken(origin, text);
    }

    private LogLine on(Optional<String> name) {
        return new LogLine(origin, name, message);
    }

    private static LogLine of(Origin origin, String message) {
        boolean program = OF_PROGRAM.matcher(message).matches();
        return new LogLine(program && origin == Origin.KERNEL ? Origin.USER_AUDIT : origin, Optional.empty(), message);
    }

    /** {@code journalctl -o json}: journald itself says which way an entry came. */
    private static Optional<LogLine> ofJournal(String line) {
        Map<String, Object> entry;
        try {
            entry = JSON.std.mapFrom(line);
        } catch (IOException e) {
            return Optional.empty();
        }
        if (!(entry.get("MESSAGE") instanceof String message)) {
            return Optional.empty();
        }
        Optional<String> host = entry.get("_HOSTNAME") instanceof String name ? Optional.of(name) : Optional.empty();
        return ofJournal(entry, message).map(found -> found.on(host));
    }

    private static Optional<LogLine> ofJournal(Map<String, Object> entry, String message) {
        return switch (String.valueOf(entry.get("_TRANSPORT"))) {
            case "kernel" -> spoken(Origin.KERNEL, message);
            case "audit" ->
                ofAudit("1107".equals(entry.get("_AUDIT_TYPE")) ? Origin.USER_AUDIT : Origin.KERNEL, message);
            default ->
                message.startsWith("apparmor=")
                        ? Optional.of(new LogLine(Origin.PROGRAM, Optional.empty(), message))
                        : Optional.empty();
        };
    }
}
