package org.aafleet.policy.access;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.aafleet.policy.ActiveRule;

/** What a profile says of one kind of access. */
final class KindRules {

    /** Permissions of which a rule says in which way they are used, too. */
    private static final Set<String> WAYS = Set.of("x", "change");

    private final List<Clause> clauses;
    private final Automata automata;
    private final List<List<Clause>> byPattern;
    private final Set<String> meaning = new HashSet<>();
    private Optional<PatternSet> patterns = Optional.empty();
    private final Map<Integer, Map<String, Decision>> decided = new LinkedHashMap<>();

    KindRules(List<Clause> clauses, Automata automata) {
        this.automata = automata;
        this.clauses = List.copyOf(clauses);
        Map<String, List<Clause>> grouped = new LinkedHashMap<>();
        clauses.forEach(clause -> grouped.computeIfAbsent(clause.pattern(), absent -> new ArrayList<>())
                .add(clause));
        byPattern = List.copyOf(grouped.values());
        clauses.forEach(clause -> meaning.add(clause.meaning()));
    }

    List<Clause> clauses() {
        return clauses;
    }

    /** Made when it is first asked for. */
    PatternSet patterns() {
        if (patterns.isEmpty()) {
            patterns = Optional.of(new PatternSet(
                    byPattern.stream().map(same -> automata.of(same.get(0))).toList()));
        }
        return patterns.get();
    }

    /** Two that have the same meaning decide alike; two that have not may. */
    Set<String> meaning() {
        return meaning;
    }

    /** Which patterns have a clause that the other lacks; where none of them matches both decide alike. */
    BitSet patternsNotIn(KindRules other) {
        return patternsWith(clause -> !other.meaning.contains(clause.meaning()));
    }

    /** @param as of what the rule alone would decide */
    BitSet patternsGranting(String permission, Predicate<Decision> as) {
        return patternsWith(clause -> !clause.denies()
                && clause.permissions().contains(permission)
                && as.test(decide(List.of(clause), WAYS.contains(permission))));
    }

    BitSet patternsOf(ActiveRule rule) {
        return patternsWith(clause -> clause.rule().equals(rule));
    }

    private BitSet patternsWith(Predicate<Clause> wanted) {
        BitSet found = new BitSet();
        for (int i = 0; i < byPattern.size(); i++) {
            found.set(i, byPattern.get(i).stream().anyMatch(wanted));
        }
        return found;
    }

    Decision decide(String permission, String object) {
        return decide(permission, patterns().run(object));
    }

    /** @param state of the patterns */
    Decision decide(String permission, int state) {
        return decided.computeIfAbsent(state, absent -> new LinkedHashMap<>())
                .computeIfAbsent(permission, absent -> decide(speaking(permission, state), WAYS.contains(permission)));
    }

    /**
     * A rule that says what this one says, of all its permissions on what leads to the state.
     *
     * @param without the rules that do not count, this one among them
     */
    Optional<ActiveRule> decidedAlikeWithout(ActiveRule rule, Set<ActiveRule> without, int state) {
        Optional<ActiveRule> other = Optional.empty();
        List<String> permissions = at(state)
                .filter(clause -> clause.rule().equals(rule))
                .flatMap(clause -> clause.permissions().stream())
                .toList();
        for (String permission : permissions) {
            List<Clause> others = speaking(permission, state).stream()
                    .filter(clause -> !without.contains(clause.rule()))
                    .toList();
            Decision decision = decide(others, WAYS.contains(permission));
            if (decision.because().isEmpty() || !decision.hasSameEffect(decide(permission, state))) {
                return Optional.empty();
            }
            other = decision.because();
        }
        return other;
    }

    /** A rule that lets a program be mapped because it keeps its confinement does so only while no rule above it says how it runs. */
    private List<Clause> speaking(String permission, int state) {
        List<Clause> speaking = matching(permission, state);
        if (!permission.equals("m")) {
            return speaking;
        }
        int exec =
                matching("x", state).stream().mapToInt(Clause::priority).max().orElse(Integer.MIN_VALUE);
        return speaking.stream()
                .filter(clause -> !clause.inherits() || clause.priority() >= exec)
                .toList();
    }

    private List<Clause> matching(String permission, int state) {
        return at(state)
                .filter(clause -> clause.permissions().contains(permission))
                .toList();
    }

    /** The clauses that match what leads to the state. */
    private Stream<Clause> at(int state) {
        return patterns().matches(state).stream().mapToObj(byPattern::get).flatMap(List::stream);
    }

    private static Decision decide(List<Clause> speaking, boolean way) {
        int highest = speaking.stream().mapToInt(Clause::priority).max().orElse(0);
        List<Clause> deciding =
                speaking.stream().filter(clause -> clause.priority() == highest).toList();
        List<Clause> denying = deciding.stream().filter(Clause::denies).toList();
        if (deciding.isEmpty()) {
            return Decision.UNSPOKEN;
        }
        return denying.isEmpty() ? decision(true, deciding, way) : decision(false, denying, way);
    }

    private static Decision decision(boolean allowed, List<Clause> winning, boolean way) {
        List<Clause> clauses = winning.stream()
                .sorted(Comparator.comparing(Clause::isExact).reversed())
                .toList();
        List<ActiveRule> rules = clauses.stream().map(Clause::rule).distinct().toList();
        boolean audited = clauses.stream().anyMatch(Clause::audits);
        Optional<String> exec = clauses.stream()
                .filter(clause -> way)
                .flatMap(clause -> clause.exec().stream())
                .findFirst();
        return new Decision(allowed, audited, Optional.of(rules.get(0)), rules.subList(1, rules.size()), exec);
    }
}
