package org.aafleet.policy;

import dk.brics.automaton.Automaton;
import dk.brics.automaton.BasicOperations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.aafleet.policy.glob.Glob;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;
import org.aafleet.policy.model.BareFileRule;
import org.aafleet.policy.model.ChangeProfileRule;
import org.aafleet.policy.model.ExecMode;
import org.aafleet.policy.model.ExecSafety;
import org.aafleet.policy.model.FileRule;
import org.aafleet.policy.model.Qualifiers.Owner;
import org.aafleet.policy.model.Rule;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;

/**
 * Rules that would run one program in two ways. A rule without wildcards wins over one with, a higher priority over a
 * lower; between equals a contradiction is an error, and no parser loads the profile.
 */
final class ExecConflicts {

    /**
     * @param way the mode with its target, or how a change_profile treats the environment
     * @param prefix what each name that it matches begins with
     * @param suffix what each of them ends with
     * @param kind tells file rules from change_profile rules: they never meet
     */
    private record Exec(
            Rule rule,
            String kind,
            String pattern,
            String prefix,
            String suffix,
            Automaton matches,
            boolean exact,
            String way,
            Optional<Owner> owner) {}

    private final Variables variables;
    private final boolean classesAreWildcards;
    private final Problems problems;

    ExecConflicts(Variables variables, Optional<ParserVersion> parser, Problems problems) {
        this.variables = variables;
        this.classesAreWildcards =
                parser.filter(own -> own.compareTo(ParserVersion.V4_0) < 0).isPresent();
        this.problems = problems;
    }

    void check(List<Rule> rules) {
        Map<String, Automaton> automata = new HashMap<>();
        List<Exec> execs = new ArrayList<>();
        rules.forEach(rule -> exec(rule, automata).ifPresent(execs::add));
        conflicts(execs).forEach((later, earlier) -> report(execs.get(earlier), execs.get(later)));
    }

    /** For each rule that contradicts an earlier one, such a one. Only those are compared whose beginnings fit. */
    private static Map<Integer, Integer> conflicts(List<Exec> execs) {
        List<Integer> order = IntStream.range(0, execs.size())
                .boxed()
                .sorted(Comparator.comparing(index -> execs.get(index).prefix()))
                .toList();
        Map<Integer, Integer> found = new TreeMap<>();
        for (int a = 0; a < order.size(); a++) {
            Exec one = execs.get(order.get(a));
            for (int b = a + 1; b < order.size(); b++) {
                Exec other = execs.get(order.get(b));
                if (!other.prefix().startsWith(one.prefix())) {
                    break;
                }
                int later = Math.max(order.get(a), order.get(b));
                if (!found.containsKey(later) && contradict(one, other)) {
                    found.put(later, Math.min(order.get(a), order.get(b)));
                }
            }
        }
        return found;
    }

    private Optional<Exec> exec(Rule rule, Map<String, Automaton> automata) {
        try {
            if (rule instanceof FileRule file
                    && !rule.qualifiers().isDeny()
                    && file.exec().isPresent()) {
                String way = file.exec().get()
                        + file.target().map(target -> " -> " + target).orElse("");
                return Optional.of(exec(rule, "file", file.path().text(), way, automata));
            }
            if (rule instanceof BareFileRule) {
                return Optional.of(exec(rule, "file", "/{**,}", ExecMode.IX.toString(), automata));
            }
            if (rule instanceof ChangeProfileRule change && change.exec().isPresent()) {
                String way = change.safety()
                                .filter(safety -> safety == ExecSafety.UNSAFE)
                                .isPresent()
                        ? "unsafe"
                        : "safe";
                String target = change.target().map(given -> given.text()).orElse("**");
                String both = change.exec().get().text() + "\\x01" + target;
                return Optional.of(exec(rule, "change_profile", both, way, automata));
            }
            return Optional.empty();
        } catch (GlobException e) {
            return Optional.empty();
        }
    }

    private Exec exec(Rule rule, String kind, String pattern, String way, Map<String, Automaton> automata)
            throws GlobException {
        String expanded = variables.expand(pattern);
        Glob glob = Glob.parse(expanded);
        Automaton matches = automata.computeIfAbsent(expanded, absent -> glob.toAutomaton());
        return new Exec(
                rule,
                kind,
                expanded,
                end(glob, true),
                end(glob, false),
                matches,
                classesAreWildcards ? glob.isExact() : !glob.hasWildcards(),
                way,
                rule.qualifiers().owner());
    }

    private static boolean contradict(Exec one, Exec other) {
        return one.kind().equals(other.kind())
                && !one.way().equals(other.way())
                && one.exact() == other.exact()
                && one.rule().qualifiers().priority()
                        == other.rule().qualifiers().priority()
                && (one.owner().isEmpty()
                        || other.owner().isEmpty()
                        || one.owner().equals(other.owner()))
                && overlap(one, other);
    }

    private static boolean overlap(Exec one, Exec other) {
        boolean mayMeet =
                one.suffix().endsWith(other.suffix()) || other.suffix().endsWith(one.suffix());
        return one.pattern().equals(other.pattern())
                || (mayMeet
                        && !BasicOperations.intersection(one.matches(), other.matches())
                                .isEmpty());
    }

    /** The literal text at one end of a pattern. */
    private static String end(Glob glob, boolean first) {
        if (glob instanceof Glob.Sequence sequence && !sequence.parts().isEmpty()) {
            return end(sequence.parts().get(first ? 0 : sequence.parts().size() - 1), first);
        }
        return glob instanceof Glob.Literal literal ? literal.text() : "";
    }

    private void report(Exec earlier, Exec later) {
        problems.add(Problem.error(
                later.rule().span().at(),
                later.rule().construct() + ": '" + later.way() + "' conflicts with '" + earlier.way() + "' at "
                        + earlier.rule().span().at()));
    }
}
