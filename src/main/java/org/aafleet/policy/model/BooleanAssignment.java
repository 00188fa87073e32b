package org.aafleet.policy.model;

/**
 * {@code ${NAME} = true}; a whole expression from parser 5.0 on.
 *
 * @param name without {@code $} and braces
 */
public record BooleanAssignment(String name, AssignmentOperator operator, Expression value, Span span)
        implements Statement {

    @Override
    public String construct() {
        return "boolean assignment";
    }

    @Override
    public String toString() {
        return "${" + name + "} " + operator + " " + value;
    }
}
