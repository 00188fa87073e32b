package org.aafleet.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;
import org.aafleet.policy.glob.VariablesBuilder;
import org.aafleet.policy.model.Aare;
import org.aafleet.policy.model.Abi;
import org.aafleet.policy.model.BooleanAssignment;
import org.aafleet.policy.model.Include;
import org.aafleet.policy.model.Profile;
import org.aafleet.policy.model.Span;
import org.aafleet.policy.model.Statement;
import org.aafleet.policy.model.VariableAssignment;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;

/**
 * What a parser finds only with the whole policy before it: undefined variables, malformed globs, two profiles of one
 * name, exec rules that contradict each other.
 */
public final class PolicyChecker {

    private final AbiFiles abis;
    private final Problems problems;
    private final VariablesBuilder builder = new VariablesBuilder();
    private final List<Profile> profiles = new ArrayList<>();

    private PolicyChecker(AbiFiles abis, Problems problems) {
        this.abis = abis;
        this.problems = problems;
    }

    /** @param policy as {@link PolicyLoader} returns it */
    public static void check(ProfileFile policy, SearchPath searchPath, Problems problems) {
        check(policy, new AbiFiles(searchPath, Optional.empty()), problems);
    }

    static void check(ProfileFile policy, AbiFiles abis, Problems problems) {
        PolicyChecker checker = new PolicyChecker(abis, problems);
        checker.preamble(policy.statements());
        Variables variables = checker.builder.build();
        new ProfileChecker(variables, abis, problems).checkSiblings(checker.profiles);
    }

    /** The variables that a policy's preamble defines; what is wrong with them is reported. */
    public static Variables variables(ProfileFile policy, SearchPath searchPath, Problems problems) {
        PolicyChecker checker = new PolicyChecker(new AbiFiles(searchPath, Optional.empty()), problems);
        checker.preamble(policy.statements());
        return checker.builder.build();
    }

    private void preamble(List<Statement> statements) {
        for (Statement statement : statements) {
            if (statement instanceof Profile profile) {
                profiles.add(profile);
            } else if (statement instanceof Include include) {
                preamble(include.content());
            } else {
                preamble(statement);
            }
        }
    }

    private void preamble(Statement statement) {
        if (!profiles.isEmpty()) {
            error(statement.span(), statement.construct() + ": must stand before the first profile");
        }
        if (statement instanceof VariableAssignment assignment) {
            List<String> values = assignment.values().stream().map(Aare::text).toList();
            report(assignment, builder.assign(assignment.name(), assignment.operator(), values));
        } else if (statement instanceof BooleanAssignment assignment) {
            assign(assignment);
        } else if (statement instanceof Abi abi) {
            abis.check(abi, problems);
        }
    }

    private void assign(BooleanAssignment assignment) {
        try {
            boolean value = new Conditions(builder.build()).holds(assignment.value());
            report(assignment, builder.assign(assignment.name(), assignment.operator(), value));
        } catch (GlobException e) {
            error(assignment.span(), "boolean assignment: " + e.getMessage());
        }
    }

    private void report(Statement statement, Optional<String> problem) {
        problem.ifPresent(message -> error(statement.span(), statement.construct() + ": " + message));
    }

    private void error(Span span, String message) {
        problems.add(Problem.error(span.at(), message));
    }
}
