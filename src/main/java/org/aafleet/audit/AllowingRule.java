package org.aafleet.audit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.aafleet.policy.model.Aare;

/**
 * The narrowest rule that allows what an event tells of, in AppArmor's language. Whether it should be allowed is another question:
 * a path that a tunable names is better moved there.
 */
public final class AllowingRule {

    private static final Pattern WORD = Pattern.compile("[a-z0-9_]+");

    private AllowingRule() {}

    /** @return empty for what this knows no rule of */
    public static Optional<String> of(AuditRecord event) {
        if (event.get("capname").isPresent()) {
            return event.get("capname").map(name -> "capability " + name + ",");
        }
        if (event.get("bus").isPresent()) {
            return Optional.of(dbus(event));
        }
        if (event.get("family").isPresent()) {
            return isWord(event, "family") && isWord(event, "sock_type")
                    ? Optional.of(socket(event))
                    : Optional.empty();
        }
        return switch (event.operation()) {
            case "signal" ->
                Optional.of(mediated("signal", event, event.get("signal").map(name -> " set=(" + name + ")")));
            case "ptrace" -> Optional.of(mediated("ptrace", event, Optional.empty()));
            case "change_profile" ->
                event.get("target").or(() -> event.get("name")).map(to -> "change_profile -> " + quoted(to) + ",");
            case "mount", "umount", "pivotroot", "pivot_root" -> Optional.empty();
            case "userns_create" -> Optional.of("userns create,");
            default -> event.get("name").filter(name -> name.startsWith("/")).flatMap(name -> file(name, event));
        };
    }

    /** The kernel writes {@code unknown(5)} for what it has no word for. */
    private static boolean isWord(AuditRecord event, String field) {
        return event.get(field).filter(value -> !WORD.matcher(value).matches()).isEmpty();
    }

    private static Optional<String> file(String name, AuditRecord event) {
        Set<String> permissions = new LinkedHashSet<>();
        event.deniedMask().orElse("").chars().forEach(letter -> permissions.add(permission((char) letter)));
        permissions.remove("");
        if (permissions.contains("w")) {
            // Appending is part of it, and no rule may say both.
            permissions.remove("a");
        }
        return permissions.isEmpty()
                ? Optional.empty()
                : Optional.of(quoted(name) + " " + String.join("", permissions) + ",");
    }

    /** The kernel tells creating and deleting apart, and does not say how what is executed shall run. */
    private static String permission(char letter) {
        return switch (letter) {
            case 'c', 'd' -> "w";
            case 'x' -> "ix";
            case 'r', 'w', 'a', 'l', 'k', 'm' -> "" + letter;
            default -> "";
        };
    }

    private static String socket(AuditRecord event) {
        String type = event.get("sock_type").map(name -> " " + name).orElse("");
        String family = event.get("family").orElseThrow();
        if (!family.equals("unix") || event.operation().equals("create")) {
            return "network " + family + type + ",";
        }
        return mediated("unix", event, event.get("sock_type").map(name -> " type=" + name))
                .replace(" peer=", " peer=(label=")
                .replaceFirst("(peer=\\(label=.*),$", "$1),");
    }

    private static String dbus(AuditRecord event) {
        StringBuilder rule = new StringBuilder("dbus");
        event.deniedMask().ifPresent(mask -> rule.append(" (").append(mask).append(')'));
        for (String key : List.of("bus", "path", "interface", "member")) {
            event.get(key)
                    .ifPresent(value -> rule.append(' ').append(key).append('=').append(quoted(value)));
        }
        boolean binds = event.operation().equals("dbus_bind");
        event.get("name")
                .ifPresent(name -> rule.append(binds ? " name=" + quoted(name) : " peer=(name=" + quoted(name) + ")"));
        return rule.append(',').toString();
    }

    /** A rule of the form {@code signal (send) set=(term) peer=other,}. */
    private static String mediated(String kind, AuditRecord event, Optional<String> more) {
        String access = event.deniedMask()
                .map(mask -> new TreeSet<>(List.of(mask.toLowerCase(Locale.ROOT).split("[ ,]+")))
                        .stream().collect(Collectors.joining(", ", " (", ")")))
                .orElse("");
        return kind + access + more.orElse("")
                + event.get("peer").map(peer -> " peer=" + quoted(peer)).orElse("") + ",";
    }

    static String quoted(String text) {
        return Aare.literal(text).toString();
    }
}
