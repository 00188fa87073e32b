package org.aafleet.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.aafleet.policy.access.Access;
import org.aafleet.policy.access.Kind;
import org.aafleet.policy.model.Aare;

/** The rule that grants accesses of one kind other than files, in words that parsers since 2.13 know where they have any. */
final class RuleText {

    /** A daemon that gives up root gives up both. */
    private static final Set<String> GIVING_UP_ROOT = Set.of("setgid", "setuid");

    private RuleText() {}

    /** Accesses with the same of these are one rule. */
    static List<String> group(Access access) {
        List<String> object = access.object();
        return switch (access.kind()) {
            case CAPABILITY -> List.copyOf(GIVING_UP_ROOT.contains(object.get(0)) ? GIVING_UP_ROOT : object);
            case NETWORK -> object.subList(0, 2);
            case SIGNAL -> List.of(access.permission(), object.get(1));
            case DBUS -> List.of(object.get(0), object.get(1), object.get(2), object.get(3), object.get(5));
            default -> object;
        };
    }

    /** @param accesses of one group */
    static String of(Collection<Access> accesses) {
        Access one = accesses.iterator().next();
        List<String> object = one.object();
        return switch (one.kind()) {
            case CAPABILITY -> "capability " + capabilities(accesses) + ",";
            case NETWORK ->
                object.stream()
                        .limit(2)
                        .filter(word -> !word.isEmpty())
                        .collect(Collectors.joining(" ", "network ", ","));
            case SIGNAL ->
                "signal (" + one.permission() + ") set=(" + joined(values(accesses, 0)) + ") peer="
                        + word(object.get(1)) + ",";
            case PTRACE -> "ptrace (" + permissions(accesses) + ") peer=" + word(object.get(0)) + ",";
            case LINK -> link(object);
            case UNIX -> unix(permissions(accesses), object);
            case DBUS -> dbus(accesses, object);
            default -> rare(one, permissions(accesses));
        };
    }

    /** @param accesses to capabilities */
    static String capabilities(Collection<Access> accesses) {
        return String.join(" ", values(accesses, 0));
    }

    private static String rare(Access one, String permissions) {
        List<String> object = one.object();
        return switch (one.kind()) {
            case MOUNT ->
                "mount" + given(" fstype=(%s)", object.get(2)) + options(object.get(3)) + given(" %s", object.get(0))
                        + given(" -> %s", object.get(1)) + ",";
            case REMOUNT -> "remount" + options(object.get(1)) + given(" %s", object.get(0)) + ",";
            case UMOUNT -> "umount" + given(" %s", object.get(0)) + ",";
            case PIVOT_ROOT -> "pivot_root" + given(" oldroot=%s", object.get(0)) + given(" %s", object.get(1)) + ",";
            case CHANGE_PROFILE -> "change_profile -> " + word(object.get(1)) + ",";
            case USERNS -> "userns create,";
            case IO_URING -> "io_uring (" + permissions + ")" + given(" label=%s", object.get(0)) + ",";
            case MQUEUE ->
                "mqueue (" + permissions + ")" + given(" type=%s", object.get(0)) + given(" %s", object.get(1)) + ",";
            default -> throw new IllegalArgumentException(one.kind().keyword());
        };
    }

    /** Whatever else the two may be used for: the letter {@code l} asks that the link may no more than the file. */
    private static String link(List<String> object) {
        return (object.get(2).equals(Kind.OWNER) ? "owner " : "") + "link " + word(object.get(0)) + " -> "
                + word(object.get(1)) + ",";
    }

    private static String unix(String permissions, List<String> object) {
        Map<String, String> peer = new LinkedHashMap<>();
        peer.put("label", object.get(3));
        peer.put("addr", object.get(2));
        String ofPeer = peer.entrySet().stream()
                .filter(entry ->
                        !entry.getValue().isEmpty() && !entry.getValue().equals("none"))
                .map(entry -> entry.getKey() + "=" + word(entry.getValue()))
                .collect(Collectors.joining(" "));
        String address = object.get(1).equals("none") ? "" : object.get(1);
        return "unix (" + permissions + ")" + given(" type=%s", object.get(0)) + given(" addr=%s", address)
                + (ofPeer.isEmpty() ? "" : " peer=(" + ofPeer + ")") + ",";
    }

    private static String dbus(Collection<Access> accesses, List<String> object) {
        Access one = accesses.iterator().next();
        String start = "dbus (" + permissions(accesses) + ")" + given(" bus=%s", object.get(0));
        if (one.permission().equals("bind")) {
            return start + given(" name=%s", object.get(1)) + ",";
        }
        Set<String> members = values(accesses, 4);
        members.remove("");
        String member = members.size() > 1
                ? " member={"
                        + members.stream()
                                .map(name -> Aare.literal(name).text())
                                .collect(Collectors.joining(",")) + "}"
                : given(" member=%s", String.join("", members));
        return start + given(" path=%s", object.get(2)) + given(" interface=%s", object.get(3)) + member
                + given(" peer=(label=%s)", object.get(5)) + ",";
    }

    private static String options(String joined) {
        List<String> words =
                Arrays.stream(joined.split(",")).filter(word -> !word.isEmpty()).toList();
        return words.isEmpty() ? "" : " options=(" + String.join(", ", words) + ")";
    }

    private static String permissions(Collection<Access> accesses) {
        Kind kind = accesses.iterator().next().kind();
        Set<String> wanted = new TreeSet<>();
        accesses.forEach(access -> wanted.add(access.permission()));
        List<String> ordered = new ArrayList<>(kind.permissions());
        ordered.retainAll(wanted);
        return String.join(", ", ordered);
    }

    private static Set<String> values(Collection<Access> accesses, int field) {
        return accesses.stream()
                .map(access -> access.object().get(field))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String joined(Set<String> words) {
        return String.join(", ", words);
    }

    private static String given(String form, String value) {
        return value.isEmpty() ? "" : form.formatted(word(value));
    }

    /** The leading sign of an abstract address is no variable. */
    private static String word(String value) {
        return value.startsWith("@")
                ? new Aare("@" + Aare.literal(value.substring(1)).text()).toString()
                : Aare.literal(value).toString();
    }
}
