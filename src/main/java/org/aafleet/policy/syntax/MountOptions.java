package org.aafleet.policy.syntax;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.aafleet.policy.model.Aare;
import org.aafleet.policy.model.Condition;
import org.aafleet.policy.model.Condition.Operator;
import org.aafleet.policy.model.MountRule.Operation;

/** The conditions of mount rules: mount(8)'s options, and file system types. */
final class MountOptions {

    private static final Set<String> CONDITIONS = Set.of("options", "option", "fstype", "vfstype");

    private static final Set<String> OPTIONS = Arrays.stream("""
                    ro r read-only rw w suid nosuid dev nodev exec noexec sync async remount mand nomand dirsync
                    symfollow nosymfollow atime noatime diratime nodiratime bind B move M rbind R verbose silent loud
                    acl noacl unbindable make-unbindable runbindable make-runbindable private make-private rprivate
                    make-rprivate slave make-slave rslave make-rslave shared make-shared rshared make-rshared relatime
                    norelatime iversion noiversion strictatime nostrictatime lazytime nolazytime user nouser
                    """.split("\\s+")).collect(Collectors.toUnmodifiableSet());

    /** Options that say the opposite of each other; synonyms as in {@link #canonical}. */
    private static final Map<String, String> OPPOSITES = Map.ofEntries(
            Map.entry("ro", "rw"),
            Map.entry("nosuid", "suid"),
            Map.entry("nodev", "dev"),
            Map.entry("noexec", "exec"),
            Map.entry("sync", "async"),
            Map.entry("mand", "nomand"),
            Map.entry("nosymfollow", "symfollow"),
            Map.entry("noatime", "atime"),
            Map.entry("nodiratime", "diratime"),
            Map.entry("silent", "loud"),
            Map.entry("acl", "noacl"),
            Map.entry("relatime", "norelatime"),
            Map.entry("iversion", "noiversion"),
            Map.entry("strictatime", "nostrictatime"),
            Map.entry("lazytime", "nolazytime"),
            Map.entry("nouser", "user"));

    private MountOptions() {}

    static void check(Cursor cursor, Operation operation, Condition condition) {
        int start = condition.span().start();
        String rule = operation.name().toLowerCase(java.util.Locale.ROOT) + " rule";
        if (!CONDITIONS.contains(condition.name())) {
            cursor.unknown(start, rule, "condition", condition.name(), CONDITIONS);
        } else if (condition.operator() == Operator.SET) {
            cursor.error(start, rule + ": only '=' and 'in' may follow '" + condition.name() + "'");
        } else if (condition.name().startsWith("option")) {
            checkOptions(cursor, rule, condition);
        }
    }

    private static void checkOptions(Cursor cursor, String rule, Condition condition) {
        int start = condition.span().start();
        List<String> given = condition.values().stream().map(Aare::text).toList();
        given.stream()
                .filter(option -> !OPTIONS.contains(option))
                .forEach(option -> cursor.unknown(start, rule, "option", option, new TreeSet<>(OPTIONS)));
        if (condition.operator() == Operator.EQUALS) {
            conflict(given)
                    .ifPresent(option -> cursor.error(
                            start, rule + ": '" + option + "' and '" + OPPOSITES.get(option) + "' exclude each other"));
        }
    }

    private static Optional<String> conflict(List<String> given) {
        Set<String> options = new HashSet<>();
        given.forEach(option -> options.add(canonical(option)));
        return options.stream()
                .filter(option -> OPPOSITES.containsKey(option) && options.contains(OPPOSITES.get(option)))
                .sorted()
                .findFirst();
    }

    private static String canonical(String option) {
        return switch (option) {
            case "r", "read-only" -> "ro";
            case "w" -> "rw";
            default -> option;
        };
    }
}
