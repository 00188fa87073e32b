package org.aafleet.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;
import org.aafleet.policy.model.Include;
import org.aafleet.policy.model.Profile;
import org.aafleet.policy.model.Rule;
import org.aafleet.policy.model.Span;
import org.aafleet.policy.model.Statement;
import org.aafleet.policy.model.VariableAssignment;
import org.aafleet.problem.Problems;

/** Variables that parsers since 5.0 define for each profile that attaches to a program. */
final class AutomaticVariables {

    private static final List<String> NAMES = List.of("exec_path", "attach_path");

    private final ParserVersion version;
    private final Problems problems;
    private final Set<String> assigned = new HashSet<>();

    private AutomaticVariables(ParserVersion version, Problems problems) {
        this.version = version;
        this.problems = problems;
    }

    /**
     * The variables of a profile with these two. Up to 5.0 those that a policy assigns itself stay.
     *
     * @param parser absent for the newest
     */
    static Variables with(Variables variables, NamedProfile profile, Optional<ParserVersion> parser) {
        Optional<String> attachment = profile.attachment().flatMap(pattern -> expanded(pattern, variables));
        boolean older =
                parser.filter(own -> own.compareTo(ParserVersion.V5_0) < 0).isPresent();
        Variables found = variables;
        for (String name : NAMES) {
            if (attachment.isPresent() && !(older && variables.sets().containsKey(name))) {
                found = found.with(name, attachment.get());
            }
        }
        return found;
    }

    private static Optional<String> expanded(String attachment, Variables variables) {
        try {
            return Optional.of(variables.expand(attachment));
        } catch (GlobException e) {
            return Optional.empty();
        }
    }

    /**
     * Reports each use where this version does not define them and the policy does not either.
     *
     * @param policy as {@link PolicyLoader} returns it
     */
    static void check(ProfileFile policy, ParserVersion version, Problems problems) {
        if (version.compareTo(ParserVersion.V5_0) < 0) {
            AutomaticVariables variables = new AutomaticVariables(version, problems);
            variables.collect(policy.statements());
            variables.check(policy.statements());
        }
    }

    private void collect(List<Statement> preamble) {
        for (Statement statement : preamble) {
            if (statement instanceof VariableAssignment assignment) {
                assigned.add(assignment.name());
            } else if (statement instanceof Include include) {
                collect(include.content());
            }
        }
    }

    private void check(List<Statement> statements) {
        for (Statement statement : statements) {
            if (statement instanceof Profile profile) {
                check(profile.body());
            } else if (statement instanceof Rule rule) {
                NAMES.forEach(name -> check(rule, name));
            }
            check(Statements.nested(statement));
        }
    }

    private void check(Rule rule, String name) {
        String variable = "@{" + name + "}";
        if (!assigned.contains(name)
                && rule.patterns().stream().anyMatch(pattern -> pattern.text().contains(variable))) {
            Span span = rule.span();
            problems.add(new Requirement(span, rule.construct() + ": variable " + variable, ParserVersion.V5_0)
                    .problem(version));
        }
    }
}
