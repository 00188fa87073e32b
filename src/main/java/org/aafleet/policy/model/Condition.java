package org.aafleet.policy.model;

import java.util.List;
import java.util.stream.Collectors;

/** {@code name=value}, {@code name=(value, …)}, {@code name in (value, …)}: a mount option list, an extended attribute. */
public record Condition(String name, Operator operator, List<Aare> values, Span span) {

    public Condition {
        values = List.copyOf(values);
    }

    public enum Operator {
        /** The name alone. */
        PRESENT(""),
        EQUALS("="),
        IN(" in "),
        /** Labels a socket instead of matching its label; parser 5.0 and newer. */
        SET(":=");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }
    }

    @Override
    public String toString() {
        if (operator == Operator.PRESENT) {
            return name;
        }
        String list = values.stream().map(Aare::toString).collect(Collectors.joining(", "));
        return name + operator.symbol + "(" + list + ")";
    }
}
