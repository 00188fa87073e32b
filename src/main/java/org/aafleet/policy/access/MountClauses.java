package org.aafleet.policy.access;

import dk.brics.automaton.Automaton;
import dk.brics.automaton.BasicAutomata;
import dk.brics.automaton.BasicOperations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.aafleet.policy.ActiveRule;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;
import org.aafleet.policy.model.Aare;
import org.aafleet.policy.model.Condition;
import org.aafleet.policy.model.Condition.Operator;
import org.aafleet.policy.model.MountRule;

/** What mount, remount and umount rules grant. */
final class MountClauses {

    private MountClauses() {}

    static List<Clause> of(ActiveRule active, MountRule rule, Variables variables) throws GlobException {
        Kind kind = Kind.valueOf(rule.operation().name());
        Pattern mountpoint = glob(rule.mountpoint(), variables);
        List<Clause> clauses = new ArrayList<>();
        for (Pattern options : options(rule)) {
            List<Pattern> object = switch (kind) {
                case MOUNT -> List.of(source(rule, variables), mountpoint, types(rule, variables), options);
                case REMOUNT -> List.of(mountpoint, options);
                default -> List.of(mountpoint);
            };
            clauses.add(Clause.of(active, kind, new HashSet<>(kind.permissions()), object));
        }
        return clauses;
    }

    /** A file system that is mounted nowhere has no name. */
    private static Pattern source(MountRule rule, Variables variables) throws GlobException {
        return rule.source().map(Aare::text).filter("detached"::equals).isPresent()
                ? Pattern.glob("", variables)
                : glob(rule.source(), variables);
    }

    /** Several conditions of one rule are several rules. */
    private static List<Pattern> options(MountRule rule) {
        List<Pattern> patterns = rule.conditions().stream()
                .filter(condition -> condition.name().startsWith("option"))
                .map(MountClauses::options)
                .toList();
        return patterns.isEmpty() ? List.of(Pattern.ANY) : patterns;
    }

    private static Pattern options(Condition condition) {
        List<String> words = condition.values().stream().map(Aare::text).toList();
        return condition.operator() == Operator.EQUALS
                ? Pattern.word(options(words))
                : new Pattern("in " + options(words), false, () -> someOf(words));
    }

    /** As they stand in an object: {@code nosuid,ro,}. */
    static String options(Collection<String> words) {
        StringBuilder text = new StringBuilder();
        sorted(words).forEach(word -> text.append(word).append(','));
        return text.toString();
    }

    private static Automaton someOf(Collection<String> words) {
        return BasicOperations.concatenate(sorted(words).stream()
                .map(word -> BasicAutomata.makeString(word + ",").optional())
                .toList());
    }

    private static SortedSet<String> sorted(Collection<String> words) {
        return words.stream().map(MountClauses::word).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String word(String option) {
        return switch (option) {
            case "r", "read-only" -> "ro";
            case "w" -> "rw";
            case "B" -> "bind";
            case "R" -> "rbind";
            case "M" -> "move";
            default ->
                option.startsWith("make-") ? option.substring("make-".length()) : option.toLowerCase(Locale.ROOT);
        };
    }

    private static Pattern types(MountRule rule, Variables variables) throws GlobException {
        Optional<Condition> types = rule.conditions().stream()
                .filter(condition -> condition.name().endsWith("fstype"))
                .findFirst();
        if (types.isEmpty()) {
            return Pattern.ANY;
        }
        List<String> values = types.get().values().stream().map(Aare::text).toList();
        return Pattern.glob(values.size() == 1 ? values.get(0) : "{" + String.join(",", values) + "}", variables);
    }

    private static Pattern glob(Optional<Aare> given, Variables variables) throws GlobException {
        return given.isPresent() ? Pattern.glob(given.get().text(), variables) : Pattern.ANY;
    }
}
