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
        return of(event, mask(event));
    }

    /** The same of the permissions that were not granted, which may be fewer. */
    public static List<Access> denied(AuditRecord event) {
        return of(event, event.deniedMask().orElseGet(() -> mask(event)));
    }

    private static List<Access> of(AuditRecord event, String mask) {
        try {
            return accesses(event, mask);
        } catch (IllegalArgumentException e) {
            // A permission or an object that no rule has a word for.
            return List.of();
        }
    }

    private static List<Access> accesses(AuditRecord event, String mask) {
        if (event.get("capname").isPresent()) {
            return List.of(new Access(Kind.CAPABILITY, "use", values(event, "capname")));
        }
        if (event.get("bus").isPresent()) {
            return dbus(event, mask);
        }
        if (event.get("family").isPresent()) {
            return socket(event, mask);
        }
        return switch (event.operation()) {
            case "signal" -> each(Kind.SIGNAL, mask, values(event, "signal", "peer"));
            case "ptrace" -> each(Kind.PTRACE, mask, values(event, "peer"));
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
            default ->
                event.get("name").filter(name -> name.startsWith("/")).isPresent() ? file(event, mask) : List.of();
        };
    }

    /** To create, delete or rename is to write, for a rule. */
    private static List<Access> file(AuditRecord event, String mask) {
        Set<Character> letters = new LinkedHashSet<>();
        mask.chars().forEach(letter -> letters.add(letter == 'c' || letter == 'd' ? 'w' : (char) letter));
        List<Access> accesses = new ArrayList<>();
        letters.forEach(letter -> accesses.add(Access.file(letter, first(event, "name"), isOwner(event))));
        return accesses;
    }

    private static boolean isOwner(AuditRecord event) {
        return event.get("fsuid").isPresent() && event.get("fsuid").equals(event.get("ouid"));
    }

    /** Only a kernel that tells unix sockets apart writes down their addresses. */
    private static List<Access> socket(AuditRecord event, String mask) {
        boolean unix = event.get("family").filter("unix"::equals).isPresent()
                && (event.get("addr").isPresent()
                        || event.get("peer_addr").isPresent()
                        || event.get("peer").isPresent());
        return unix
                ? each(Kind.UNIX, mask, values(event, "sock_type", "addr", "peer_addr", "peer"))
                : each(
                        Kind.NETWORK,
                        mask,
                        List.of(
                                first(event, "family"),
                                first(event, "sock_type"),
                                first(event, "laddr", "saddr"),
                                first(event, "lport", "src"),
                                first(event, "faddr", "daddr"),
                                first(event, "fport", "dest")));
    }

    private static List<Access> dbus(AuditRecord event, String mask) {
        return each(
                Kind.DBUS,
                mask,
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

    private static List<Access> each(Kind kind, String mask, List<String> object) {
        return Arrays.stream(mask.toLowerCase(Locale.ROOT).split("[ ,]+"))
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
