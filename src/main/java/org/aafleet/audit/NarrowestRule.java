package org.aafleet.audit;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.aafleet.policy.model.SocketAccess;

/**
 * The rule that allows what one event tells of and nothing else, with all that the newest parser has words for. What runs a
 * program leaves it under the profile that it has ({@code ix}).
 */
public final class NarrowestRule {

    private static final Set<String> INTERNET = Set.of("inet", "inet6");

    private NarrowestRule() {}

    /** @return empty for what no rule allows, or what the event does not say enough of */
    public static Optional<String> of(AuditRecord event) {
        if (event.get("capname").isPresent() || event.operation().equals("capable")) {
            return event.get("capname").or(() -> event.get("name")).map(name -> "capability " + name + ",");
        }
        if (event.get("bus").isPresent()) {
            return Optional.of(dbus(event));
        }
        if (event.get("family").isPresent() && !event.operation().equals("exec")) {
            return event.get("family").filter("unix"::equals).isPresent() ? Optional.of(unix(event)) : network(event);
        }
        return switch (event.operation()) {
            case "signal" ->
                event.get("peer")
                        .map(peer -> "signal" + access(event) + value(event, "signal", " set=(%s)") + " peer="
                                + quoted(peer) + ",");
            case "ptrace" -> event.get("peer").map(peer -> "ptrace" + access(event) + " peer=" + quoted(peer) + ",");
            case "change_profile" ->
                event.get("target").or(() -> event.get("name")).map(to -> "change_profile -> " + quoted(to) + ",");
            case "mount" -> event.get("name").map(name -> mount(event, name));
            case "umount" -> event.get("name").map(name -> "umount " + quoted(name) + ",");
            case "pivotroot", "pivot_root" ->
                event.get("name")
                        .map(name -> "pivot_root" + value(event, "srcname", " oldroot=%s") + " " + quoted(name) + ",");
            case "userns_create" ->
                Optional.of((event.verdict() == AuditRecord.Verdict.AUDIT ? "audit " : "") + "userns create,");
            case "uring_sqpoll", "uring_override" ->
                mask(event).map(mask -> "io_uring " + mask + value(event, "tcontext", " label=%s") + ",");
            default -> named(event);
        };
    }

    private static Optional<String> named(AuditRecord event) {
        Optional<String> queue = event.get("class").filter(kind -> kind.endsWith("_mqueue"));
        if (queue.isPresent()) {
            String type = queue.get().replace("_mqueue", "");
            // Queues of System V have no names, and a name that cannot be looked up is not in the record.
            String name = event.get("name").map(found -> " " + quoted(found)).orElse("");
            return Optional.of("mqueue" + access(event) + " type=" + type + name + ",");
        }
        return event.get("name").filter(name -> name.startsWith("/")).flatMap(name -> file(event, name));
    }

    /** Masks of old kernels have the owner's permissions before {@code ::} and everybody else's behind it. */
    private static Optional<String> file(AuditRecord event, String name) {
        String mask = mask(event).orElse("");
        int colons = mask.indexOf("::");
        boolean own = colons > 0
                || (colons < 0
                        && event.deniedMask().isPresent()
                        && event.get("fsuid").isPresent()
                        && event.get("fsuid").equals(event.get("ouid")));
        Set<String> permissions = new LinkedHashSet<>();
        mask.chars().forEach(letter -> permission((char) letter).ifPresent(permissions::add));
        if (permissions.contains("w")) {
            permissions.remove("a");
        }
        boolean links = event.operation().equals("link");
        if (links || permissions.size() > 1) {
            // Together with others it is no execution of its own.
            permissions.remove("ix");
        }
        return permissions.isEmpty()
                ? Optional.empty()
                : Optional.of((own && !permissions.contains("ix") ? "owner " : "") + quoted(name) + " "
                        + String.join("", permissions) + ",");
    }

    private static Optional<String> permission(char letter) {
        return switch (letter) {
            case 'c', 'd', 'w' -> Optional.of("w");
            case 'x' -> Optional.of("ix");
            case 'r', 'a', 'l', 'k', 'm' -> Optional.of("" + letter);
            default -> Optional.empty();
        };
    }

    private static String mount(AuditRecord event, String name) {
        String options = event.get("flags")
                .map(flags -> Arrays.stream(flags.split("[, ]+"))
                        .sorted()
                        .collect(Collectors.joining(", ", " options=(", ")")))
                .orElse("");
        return "mount" + value(event, "fstype", " fstype=(%s)") + options + value(event, "srcname", " %s") + " -> "
                + quoted(name) + ",";
    }

    private static Optional<String> network(AuditRecord event) {
        String family = event.get("family").orElseThrow();
        String type = event.get("sock_type").map(name -> " " + name).orElse("");
        if (family.startsWith("unknown") || type.startsWith(" unknown")) {
            return Optional.empty();
        }
        if (!INTERNET.contains(family)) {
            return Optional.of("network " + family + type + ",");
        }
        String local = value(event, "laddr", "saddr", " ip=%s") + value(event, "lport", "src", " port=%s");
        String peer = value(event, "faddr", "daddr", " ip=%s") + value(event, "fport", "dest", " port=%s");
        boolean ofPeer = words(event).stream().allMatch(NarrowestRule::concernsPeer);
        return Optional.of("network" + access(event) + " " + family + type + local
                + (ofPeer && !peer.isEmpty() ? " peer=(" + peer.strip() + ")" : "") + ",");
    }

    private static boolean concernsPeer(String word) {
        return Arrays.stream(SocketAccess.values())
                .filter(access -> access.name().toLowerCase(Locale.ROOT).equals(word))
                .allMatch(SocketAccess::concernsPeer);
    }

    private static String unix(AuditRecord event) {
        String type = value(event, "sock_type", " type=%s");
        return "unix" + access(event) + type
                + address(event, "addr").map(own -> " addr=" + own).orElse("")
                + address(event, "peer_addr")
                        .map(other -> " peer=(addr=" + other + ")")
                        .orElse("") + ",";
    }

    private static Optional<String> address(AuditRecord event, String field) {
        return event.get(field).filter(value -> !value.equals("none")).map(value -> quotedAddress(value));
    }

    /** The leading sign of an abstract address is no variable. */
    private static String quotedAddress(String address) {
        String quoted = quoted(address.startsWith("@") ? address.substring(1) : address);
        return address.startsWith("@") ? quoted.replaceFirst("^(\"?)", "$1@") : quoted;
    }

    private static String dbus(AuditRecord event) {
        String access = "dbus" + access(event) + value(event, "bus", " bus=%s");
        return switch (mask(event).orElse("")) {
            case "bind" -> access + value(event, "name", " name=%s") + ",";
            case "eavesdrop" -> access + ",";
            default ->
                access + value(event, "path", " path=%s") + value(event, "interface", " interface=%s")
                        + value(event, "member", "method", " member=%s")
                        + value(event, "peer_label", "peer_profile", " peer=(label=%s)") + ",";
        };
    }

    private static Optional<String> mask(AuditRecord event) {
        return event.deniedMask().or(() -> event.get("requested_mask")).or(() -> event.get("requested"));
    }

    private static Set<String> words(AuditRecord event) {
        Set<String> words = new TreeSet<>();
        mask(event)
                .ifPresent(mask ->
                        words.addAll(List.of(mask.toLowerCase(Locale.ROOT).split("[ ,]+"))));
        words.remove("");
        return words;
    }

    private static String access(AuditRecord event) {
        Set<String> words = words(event);
        return words.isEmpty() ? "" : " (" + String.join(", ", words) + ")";
    }

    private static String value(AuditRecord event, String field, String form) {
        return value(event, field, field, form);
    }

    private static String value(AuditRecord event, String field, String or, String form) {
        return event.get(field)
                .or(() -> event.get(or))
                .map(text -> form.formatted(quoted(text)))
                .orElse("");
    }

    private static String quoted(String text) {
        return AllowingRule.quoted(text);
    }
}
