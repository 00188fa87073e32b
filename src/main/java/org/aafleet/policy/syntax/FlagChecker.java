package org.aafleet.policy.syntax;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.aafleet.policy.model.Word;

/** Profile flags: which there are, and which exclude each other. */
final class FlagChecker {

    private static final String CONSTRUCT = "flags";

    static final Set<String> MODES = Set.of("enforce", "complain", "kill", "unconfined", "prompt", "default_allow");

    private static final Set<String> OTHERS = Set.of(
            "audit",
            "debug",
            "chroot_relative",
            "namespace_relative",
            "mediate_deleted",
            "delegate_deleted",
            "attach_disconnected",
            "attach_disconnected.ipc",
            "no_attach_disconnected",
            "chroot_attach",
            "chroot_no_attach",
            "interruptible");

    /** Flags with a value; one profile must not give two values for one of them. */
    private static final List<String> VALUED =
            List.of("attach_disconnected.path", "attach_disconnected.ipc", "kill.signal", "error");

    private static final List<List<String>> EXCLUSIVE = List.of(
            List.of("chroot_relative", "namespace_relative"),
            List.of("mediate_deleted", "delegate_deleted"),
            List.of("attach_disconnected", "no_attach_disconnected"),
            List.of("attach_disconnected.path", "no_attach_disconnected"),
            List.of("attach_disconnected.ipc", "no_attach_disconnected"),
            List.of("chroot_attach", "chroot_no_attach"));

    private final Cursor cursor;

    FlagChecker(Cursor cursor) {
        this.cursor = cursor;
    }

    void check(List<Word> flags) {
        Map<String, String> seen = new HashMap<>();
        for (Word flag : flags) {
            String name = name(flag.text());
            String value = flag.text().substring(name.length());
            checkKnown(flag, name, value);
            checkConflicts(flag, name, value, seen);
            seen.merge(name, value, (old, added) -> added.isEmpty() ? old : added);
        }
    }

    private static String name(String flag) {
        return VALUED.stream()
                .filter(name -> flag.startsWith(name + "="))
                .findFirst()
                .orElse(flag);
    }

    private void checkKnown(Word flag, String name, String value) {
        int start = flag.span().start();
        if (value.isEmpty() && !MODES.contains(name) && !OTHERS.contains(name)) {
            List<String> known = new ArrayList<>(new TreeSet<>(MODES));
            known.addAll(new TreeSet<>(OTHERS));
            cursor.unknown(start, CONSTRUCT, "flag", name, known);
        } else if (name.equals("kill.signal") && !Signals.isKnown(value.substring(1))) {
            cursor.unknown(start, CONSTRUCT, "signal", value.substring(1), Signals.names());
        } else if (name.equals("error")
                && !ErrorCodes.NAMES.contains(value.substring(1).toUpperCase(Locale.ROOT))) {
            cursor.unknown(start, CONSTRUCT, "error code", value.substring(1), ErrorCodes.NAMES);
        }
    }

    private void checkConflicts(Word flag, String name, String value, Map<String, String> seen) {
        String known = seen.getOrDefault(name, "");
        if (!known.isEmpty() && !value.isEmpty() && !known.equals(value)) {
            cursor.error(flag.span().start(), "flags: two values for '" + name + "'");
        }
        seen.keySet().stream()
                .filter(other -> excludes(other, name))
                .findFirst()
                .ifPresent(other ->
                        cursor.error(flag.span().start(), "flags: '" + name + "' conflicts with '" + other + "'"));
    }

    private static boolean excludes(String one, String other) {
        boolean modes = MODES.contains(one) && MODES.contains(other) && !one.equals(other);
        return modes || EXCLUSIVE.contains(List.of(one, other)) || EXCLUSIVE.contains(List.of(other, one));
    }
}
