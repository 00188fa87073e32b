package org.aafleet.audit;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One record that AppArmor wrote.
 *
 * @param verdict what the kernel did
 * @param id {@code SECONDS.MILLISECONDS:SERIAL} of the audit system; absent where a log drops it
 * @param fields by the kernel's names, decoded, in the order of the line
 */
public record AuditRecord(Verdict verdict, Optional<String> id, Map<String, String> fields) {

    /** The kernel's word behind {@code apparmor=}. */
    public enum Verdict {
        /** Complain mode let it pass: it would be denied under enforce. */
        ALLOWED,
        DENIED,
        /** A rule asks for a record of what it allows. */
        AUDIT,
        /** Policy was loaded, replaced or removed. */
        STATUS,
        HINT,
        ERROR
    }

    public AuditRecord {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public Optional<String> get(String field) {
        return Optional.ofNullable(fields.get(field)).filter(value -> !value.isEmpty());
    }

    /** The kernel's name of the profile, child or hat. */
    public String profile() {
        return get("profile").or(() -> get("label")).orElse("");
    }

    public String operation() {
        return get("operation").orElse("");
    }

    /** What was not granted, in the kernel's letters or words; {@code mask} is what dbus-daemon calls it. */
    public Optional<String> deniedMask() {
        return get("denied_mask").or(() -> get("denied")).or(() -> get("mask"));
    }

    /** When it happened by the clock of the host. */
    public Optional<Instant> time() {
        return id.map(text -> {
            int colon = text.indexOf(':');
            String[] parts = text.substring(0, colon).split("\\.", 2);
            return Instant.ofEpochSecond(Long.parseLong(parts[0])).plusMillis(Long.parseLong(parts[1]));
        });
    }
}
