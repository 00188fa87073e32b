package org.aafleet.policy.model;

/** How a variable gets its values. The last two exist from parser 5.0 on. */
public enum AssignmentOperator {
    SET("="),
    ADD("+="),
    SET_IF_UNDEFINED("?="),
    OVERRIDE(":=");

    private final String symbol;

    AssignmentOperator(String symbol) {
        this.symbol = symbol;
    }

    @Override
    public String toString() {
        return symbol;
    }
}
