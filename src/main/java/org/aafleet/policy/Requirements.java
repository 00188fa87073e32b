package org.aafleet.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.aafleet.policy.model.Abi;
import org.aafleet.policy.model.AssignmentOperator;
import org.aafleet.policy.model.BooleanAssignment;
import org.aafleet.policy.model.Conditional;
import org.aafleet.policy.model.Expression;
import org.aafleet.policy.model.Include;
import org.aafleet.policy.model.Profile;
import org.aafleet.policy.model.Rule;
import org.aafleet.policy.model.RuleBlock;
import org.aafleet.policy.model.Statement;
import org.aafleet.policy.model.VariableAssignment;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.problem.Severity;

/** What a file asks of a parser, includes not followed: everything in it that some supported version does not know. */
final class Requirements {

    /** The parentheses themselves are not part of the model. */
    private static final Pattern PARENTHESES = Pattern.compile("(?s)(if\\s|\\$[^=]*=)\\s*(not\\s+)*\\(.*");

    private static final Pattern BLANKS = Pattern.compile("<\\s|\\s>");

    private static final Pattern QUOTES_AND_BLANKS = Pattern.compile("<\\s+\"|\"\\s+>");

    /** What ends a value that is not in quotes and begins none. */
    private static final Pattern NO_VALUE = Pattern.compile("[\"!]|,(\\s|$)");

    private final String text;
    private final List<Requirement> found = new ArrayList<>();

    private Requirements(String text) {
        this.text = text;
    }

    static List<Requirement> of(ProfileFile file) {
        Requirements requirements = new Requirements(file.source().text());
        requirements.add(file.statements());
        return requirements.found;
    }

    /** Reports what this version does not know. */
    static void check(ProfileFile file, ParserVersion version, Problems problems) {
        of(file).stream()
                .filter(requirement -> !requirement.isMetBy(version))
                .map(requirement -> requirement.problem(version))
                .map(problem -> withExcerpt(problem, file))
                .forEach(problems::add);
    }

    private static Problem withExcerpt(Problem problem, ProfileFile file) {
        return problem.withExcerpt(problem.where().flatMap(file.source()::excerpt));
    }

    private void add(List<Statement> statements) {
        statements.forEach(this::add);
    }

    private void add(Statement statement) {
        if (statement instanceof Rule rule) {
            found.addAll(new RuleRequirements(rule, text).all());
        } else if (statement instanceof Profile profile) {
            found.addAll(HeaderRequirements.of(profile));
            add(profile.body());
        } else if (statement instanceof Conditional conditional) {
            expression(conditional, conditional.condition());
        } else if (statement instanceof RuleBlock block) {
            found.addAll(RuleRequirements.qualifiers(block.qualifiers(), block.span(), text));
        } else {
            preamble(statement);
        }
        add(Statements.nested(statement));
    }

    private void preamble(Statement statement) {
        if (statement instanceof Abi || statement instanceof Include) {
            brackets(statement);
        } else if (statement instanceof VariableAssignment assignment) {
            operator(assignment, assignment.operator());
            comment(assignment);
        } else if (statement instanceof BooleanAssignment assignment) {
            operator(assignment, assignment.operator());
            comment(assignment);
            expression(assignment, assignment.value());
        }
    }

    private void brackets(Statement reference) {
        Pattern blanks = reference instanceof Abi ? QUOTES_AND_BLANKS : BLANKS;
        if (blanks.matcher(written(reference)).find()) {
            found.add(new Requirement(
                    reference.span(), reference.construct() + ": blanks within <…>", ParserVersion.V3_0));
        }
    }

    private String written(Statement statement) {
        return text.substring(statement.span().start(), statement.span().end());
    }

    private void operator(Statement assignment, AssignmentOperator operator) {
        if (operator == AssignmentOperator.SET_IF_UNDEFINED || operator == AssignmentOperator.OVERRIDE) {
            found.add(new Requirement(
                    assignment.span(), assignment.construct() + ": '" + operator + "'", ParserVersion.V5_0));
        }
    }

    /** Before 4.0, its words are values; some characters are none's. */
    private void comment(Statement assignment) {
        int end = assignment.span().end();
        int newline = text.indexOf('\n', end);
        String behind =
                text.substring(end, newline < 0 ? text.length() : newline).strip();
        if (behind.startsWith("#")) {
            boolean refused = assignment instanceof BooleanAssignment
                    || NO_VALUE.matcher(behind).find();
            found.add(
                    refused
                            ? new Requirement(
                                    assignment.span(), assignment.construct() + ": a comment", ParserVersion.V4_0)
                            : new Requirement(
                                    Severity.WARNING,
                                    assignment.span(),
                                    assignment.construct() + ": a comment whose words are no values",
                                    ParserVersion.V4_0));
        }
    }

    /** Before 5.0, an assignment takes true or false, and a condition a variable, perhaps negated. */
    private void expression(Statement statement, Expression expression) {
        Expression operand = expression;
        while (operand instanceof Expression.Not not && statement instanceof Conditional) {
            operand = not.operand();
        }
        boolean simple = statement instanceof Conditional
                ? operand instanceof Expression.BooleanVariable || operand instanceof Expression.Defined
                : operand instanceof Expression.Constant;
        if (!simple || PARENTHESES.matcher(written(statement)).matches()) {
            found.add(new Requirement(
                    statement.span(),
                    statement.construct() + ": more than "
                            + (statement instanceof Conditional ? "a variable" : "true or false"),
                    ParserVersion.V5_0));
        }
    }
}
