package org.aafleet.policy.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code @{NAME} = value …}: ends with its line.
 *
 * @param name without {@code @} and braces
 */
public record VariableAssignment(String name, AssignmentOperator operator, List<Aare> values, Span span)
        implements Statement {

    public VariableAssignment {
        values = List.copyOf(values);
    }

    @Override
    public String construct() {
        return "variable assignment";
    }

    @Override
    public String toString() {
        return "@{" + name + "} " + operator + " "
                + values.stream().map(Aare::toString).collect(Collectors.joining(" "));
    }
}
