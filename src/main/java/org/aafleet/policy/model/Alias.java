package org.aafleet.policy.model;

/** {@code alias /from -> /to,}: rules on the first path hold for the second too. {@code rewrite} is its old name. */
public record Alias(Aare from, Aare to, Span span) implements Statement {

    @Override
    public String construct() {
        return "alias rule";
    }

    @Override
    public String toString() {
        return "alias " + from + " -> " + to + ",";
    }
}
