package org.aafleet.policy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;
import org.aafleet.policy.model.Conditional;
import org.aafleet.policy.model.Expression;
import org.aafleet.policy.model.Statement;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;

/** Evaluates the conditions of {@code if}. */
final class Conditions {

    private static final Pattern VARIABLE = Pattern.compile("@\\{[A-Za-z][A-Za-z0-9_]*\\}|@[A-Za-z][A-Za-z0-9_]*");

    private final Variables variables;

    Conditions(Variables variables) {
        this.variables = variables;
    }

    /** The branch that counts; none where the condition means nothing, which is reported. */
    List<Statement> taken(Conditional conditional, Problems problems) {
        try {
            return holds(conditional.condition())
                    ? conditional.body()
                    : conditional.otherwise().orElse(List.of());
        } catch (GlobException e) {
            problems.add(Problem.error(conditional.span().at(), "conditional: " + e.getMessage()));
            return List.of();
        }
    }

    /** @throws GlobException where it names an undefined variable, or compares numbers with words */
    boolean holds(Expression expression) throws GlobException {
        if (expression instanceof Expression.Or or) {
            boolean left = holds(or.left());
            // Both sides, as the parser does: an undefined variable on the right is an error whatever is on the left.
            return holds(or.right()) || left;
        }
        if (expression instanceof Expression.And and) {
            boolean left = holds(and.left());
            return holds(and.right()) && left;
        }
        if (expression instanceof Expression.Not not) {
            return !holds(not.operand());
        }
        if (expression instanceof Expression.BooleanVariable variable) {
            return variables.booleanValue(variable.name());
        }
        if (expression instanceof Expression.Defined defined) {
            return defined.sigil() == '@'
                    ? variables.sets().containsKey(defined.name())
                    : variables.booleans().containsKey(defined.name());
        }
        return expression instanceof Expression.Comparison comparison
                ? compare(comparison)
                : ((Expression.Constant) expression).value();
    }

    private boolean compare(Expression.Comparison comparison) throws GlobException {
        Set<String> left = values(comparison.left().text());
        Set<String> right = values(comparison.right().text());
        return switch (comparison.operator()) {
            case EQUAL -> left.equals(right);
            case NOT_EQUAL -> !left.equals(right);
            case IN -> right.containsAll(left);
            case GREATER -> order(left, right) > 0;
            case GREATER_OR_EQUAL -> order(left, right) >= 0;
            case LESS -> order(left, right) < 0;
            case LESS_OR_EQUAL -> order(left, right) <= 0;
        };
    }

    private Set<String> values(String word) throws GlobException {
        return VARIABLE.matcher(word).matches() ? variables.values(word.replaceAll("[@{}]", "")) : Set.of(word);
    }

    private static int order(Set<String> left, Set<String> right) throws GlobException {
        if (isNumber(left) != isNumber(right)) {
            throw new GlobException("numbers compare with numbers only");
        }
        if (isNumber(left)) {
            return Long.compare(number(left), number(right));
        }
        return String.join("\0", new TreeSet<>(left)).compareTo(String.join("\0", new TreeSet<>(right)));
    }

    private static boolean isNumber(Set<String> values) {
        return values.size() == 1 && values.iterator().next().matches("[+-]?[0-9]{1,18}");
    }

    private static long number(Set<String> values) {
        return Long.parseLong(values.iterator().next());
    }
}
