package org.aafleet.policy;

import dk.brics.automaton.Automaton;
import dk.brics.automaton.BasicOperations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
     * @param kind tells file rules from change_profile rules: they never meet
     */
    private record Exec(
            Rule rule,
            String kind,
            String pattern,
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
        for (int i = 0; i < execs.size(); i++) {
            for (Exec earlier : execs.subList(0, i)) {
                if (contradict(earlier, execs.get(i))) {
                    report(earlier, execs.get(i));
                    break;
                }
            }
        }
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
        return one.pattern().equals(other.pattern())
                || !BasicOperations.intersection(one.matches(), other.matches()).isEmpty();
    }

    private void report(Exec earlier, Exec later) {
        problems.add(Problem.error(
                later.rule().span().at(),
                later.rule().construct() + ": '" + later.way() + "' conflicts with '" + earlier.way() + "' at "
                        + earlier.rule().span().at()));
    }
}
