package org.aafleet.policy.syntax;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.aafleet.policy.model.Aare;
import org.aafleet.policy.model.Condition;
import org.aafleet.policy.model.Condition.Operator;
import org.aafleet.policy.model.MountRule;

/**
 * Options that make mount(2) do something else than mount: remount, bind, move, or change how mounts propagate. Each
 * allows only some parts of a rule; a rule that no call of mount(2) can fulfil is refused by parsers since 4.0.
 */
final class MountCommands {

    private static final Set<String> BIND = Set.of("bind", "B", "rbind", "R");
    private static final Set<String> MOVE = Set.of("move", "M");
    private static final Set<String> PROPAGATION =
            Set.of("unbindable", "runbindable", "private", "rprivate", "slave", "rslave", "shared", "rshared");

    /** They clear a flag: alone, they ask for nothing. */
    private static final Set<String> CLEARING = Set.of(
            "rw",
            "w",
            "suid",
            "dev",
            "exec",
            "async",
            "nomand",
            "symfollow",
            "atime",
            "diratime",
            "loud",
            "noacl",
            "norelatime",
            "noiversion",
            "nostrictatime",
            "nolazytime",
            "user");

    private MountCommands() {}

    static boolean canHappen(MountRule rule) {
        if (rule.operation() == MountRule.Operation.UMOUNT) {
            return true;
        }
        List<List<String>> required = options(rule, Operator.EQUALS);
        boolean choices =
                options(rule, Operator.IN).stream().flatMap(List::stream).anyMatch(MountCommands::isPlain);
        return required.isEmpty() || required.stream().anyMatch(options -> canHappen(rule, options, choices));
    }

    private static boolean canHappen(MountRule rule, List<String> options, boolean plainChoice) {
        boolean anyType = rule.conditions().stream()
                .noneMatch(condition -> condition.name().endsWith("fstype"));
        boolean remount = rule.operation() == MountRule.Operation.REMOUNT || options.contains("remount");
        boolean onePath = rule.source().isEmpty() || rule.mountpoint().isEmpty();
        boolean asksNothing = !remount && CLEARING.containsAll(options);
        return asksNothing
                || (remount && anyType && rule.source().isEmpty())
                || (anyType && has(options, BIND))
                || (anyType && onePath && options.stream().anyMatch(MountCommands::isPropagation))
                || (anyType && has(options, MOVE))
                || plainChoice
                || options.stream().anyMatch(option -> isPlain(option) && !CLEARING.contains(option));
    }

    private static List<List<String>> options(MountRule rule, Operator operator) {
        return rule.conditions().stream()
                .filter(condition -> condition.name().startsWith("option") && condition.operator() == operator)
                .map(Condition::values)
                .map(values -> values.stream().map(Aare::text).toList())
                .toList();
    }

    private static boolean has(List<String> options, Set<String> wanted) {
        return options.stream().anyMatch(wanted::contains);
    }

    private static boolean isPropagation(String option) {
        return PROPAGATION.contains(option.replaceFirst("^make-", ""));
    }

    private static boolean isPlain(String option) {
        return !option.equals("remount")
                && !isPropagation(option)
                && Stream.of(BIND, MOVE).noneMatch(commands -> commands.contains(option));
    }
}
