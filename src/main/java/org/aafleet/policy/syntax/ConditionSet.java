package org.aafleet.policy.syntax;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aafleet.policy.model.Aare;
import org.aafleet.policy.model.Condition;
import org.aafleet.policy.model.Condition.Operator;

/** The conditions of one rule or of its peer, by name, after the checks that all of them share. */
final class ConditionSet {

    private final Map<String, Condition> byName = new HashMap<>();

    /**
     * @param known the names that the rule knows
     * @param oneValueEach whether a list of values is an error; where it is none, parsers take its first
     */
    ConditionSet(Cursor cursor, String rule, List<Condition> conditions, Set<String> known, boolean oneValueEach) {
        for (Condition condition : conditions) {
            int start = condition.span().start();
            if (!known.contains(condition.name())) {
                cursor.unknown(start, rule, "condition", condition.name(), known);
            } else if (!condition.values().isEmpty() && byName.putIfAbsent(condition.name(), condition) != null) {
                cursor.error(start, rule + ": condition '" + condition.name() + "' is given twice");
            }
            checkOperator(cursor, rule, condition);
            if (condition.values().size() > 1) {
                reportList(cursor, rule, condition, oneValueEach);
            }
        }
    }

    private static void checkOperator(Cursor cursor, String rule, Condition condition) {
        boolean labels =
                condition.operator() == Operator.SET && condition.name().equals("label") && rule.equals("network rule");
        if (condition.operator() != Operator.EQUALS && !labels) {
            cursor.error(condition.span().start(), rule + ": only '=' may follow '" + condition.name() + "'");
        }
    }

    private static void reportList(Cursor cursor, String rule, Condition condition, boolean isError) {
        String message = rule + ": condition '" + condition.name() + "' takes one value";
        if (isError) {
            cursor.error(condition.span().start(), message);
        } else {
            cursor.warn(condition.span().start(), message + "; only the first counts");
        }
    }

    Optional<Condition> condition(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Optional<Aare> value(String name) {
        return condition(name).flatMap(found -> found.values().stream().findFirst());
    }

    boolean hasAny(String... names) {
        return List.of(names).stream().anyMatch(byName::containsKey);
    }
}
