package org.aafleet.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.aafleet.policy.access.Access;
import org.aafleet.policy.access.Kind;

/** What a process wanted when AppArmor wrote a record, as the policy engine asks for it. */
public final class RecordedAccess {

    private RecordedAccess() {}

    /** @return an access for each permission that was asked for; none where the record does not say enough to judge it */
    public static List<Access> of(AuditRecord event) {
        try {
            return accesses(event);
        } catch (IllegalArgumentException e) {
            // A permission or an object that no rule has a word for.
            return List.of();
        }
    }

    private static List<Access> accesses(AuditRecord event) {
        if (event.get("capname").isPresent()) {
            return List.of(new Access(Kind.CAPABILITY, "use", values(event, "capname")));
        }
        if (event.get("bus").isPresent()) {
            return dbus(event);
        }
        if (event.get("family").isPresent()) {
            return socket(event);
        }
        return switch (event.operation()) {
            case "signal" -> each(Kind.SIGNAL, event, values(event, "signal", "peer"));
            case "ptrace" -> each(Kind.PTRACE, event, values(event, "peer"));
            case "change_profile" ->
                List.of(new Access(Kind.CHANGE_PROFILE, "change", List.of("", first(event, "target", "name"))));
            case "userns_create" -> List.of(new Access(Kind.USERNS, "create", List.of()));
            case "umount" -> List.of(new Access(Kind.UMOUNT, "umount", values(event, "name")));
            case "mount" -> List.of(mount(event));
            case "pivotroot" ->
                List.of(new Access(
                        Kind.PIVOT_ROOT, "pivot_root", List.of(first(event, "srcname"), first(event, "name"), "")));
            case "link" -> List.of(Access.link(first(event, "name"), first(event, "target"), isOwner(event)));
            case "change_onexec", "change_hat" -> List.of();
            default -> event.get("name").filter(name -> name.startsWith("/")).isPresent() ? file(event) : List.of();
        };
    }

    /** To create, delete or rename is to write, for a rule. */
    private static List<Access> file(AuditRecord event) {
        Set<Character> letters = new LinkedHashSet<>();
        for (char letter : mask(event).toCharArray()) {
            letters.add(letter == 'c' || letter == 'd' ? 'w' : letter);
        }
        List<Access> accesses = new ArrayList<>();
        letters.forEach(letter -> accesses.add(Access.file(letter, first(event, "name"), isOwner(event))));
        return accesses;
    }

    private static boolean isOwner(AuditRecord event) {
        return event.get("fsuid").isPresent() && event.get("fsuid").equals(event.get("ouid"));
    }

    /** Only a kernel that tells unix sockets apart writes down their addresses. */
    private static List<Access> socket(AuditRecord event) {
        boolean unix = event.get("family").filter("unix"::equals).isPresent()
                && (event.get("addr").isPresent()
                        || event.get("peer_addr").isPresent()
                        || event.get("peer").isPresent());
        return unix
                ? each(Kind.UNIX, event, values(event, "sock_type", "addr", "peer_addr", "peer"))
                : each(
                        Kind.NETWORK,
                        event,
                        List.of(
                                first(event, "family"),
                                first(event, "sock_type"),
                                first(event, "laddr", "saddr"),
                                first(event, "lport", "src"),
                                first(event, "faddr", "daddr"),
                                first(event, "fport", "dest")));
    }

    private static List<Access> dbus(AuditRecord event) {
        return each(
                Kind.DBUS,
                event,
                List.of(
                        first(event, "bus"),
                        first(event, "name"),
                        first(event, "path"),
                        first(event, "interface"),
                        first(event, "member"),
                        first(event, "peer_label", "peer_profile")));
    }

    private static Access mount(AuditRecord event) {
        List<String> flags = Arrays.stream(first(event, "flags").split("[, ]+"))
                .filter(flag -> !flag.isEmpty())
                .toList();
        return flags.contains("remount")
                ? Access.remount(first(event, "name"), flags)
                : Access.mount(first(event, "srcname"), first(event, "name"), first(event, "fstype"), flags);
    }

    private static List<Access> each(Kind kind, AuditRecord event, List<String> object) {
        return Arrays.stream(mask(event).toLowerCase(Locale.ROOT).split("[ ,]+"))
                .filter(word -> !word.isEmpty())
                .map(word -> new Access(kind, word, object))
                .toList();
    }

    /** What was asked for; a record of dbus-daemon has it as {@code mask}. */
    private static String mask(AuditRecord event) {
        return event.get("requested_mask")
                .or(() -> event.get("requested"))
                .or(event::deniedMask)
                .orElse("");
    }

    private static List<String> values(AuditRecord event, String... fields) {
        return Arrays.stream(fields).map(field -> first(event, field)).toList();
    }

    /** The first that the record has. */
    private static String first(AuditRecord event, String... fields) {
        return Arrays.stream(fields)
                .flatMap(field -> event.get(field).stream())
                .findFirst()
                .orElse("");
    }
}
