package org.aafleet.policy.model;

import java.util.List;

/**
 * {@code audit deny { … }}: qualifiers for all file rules within. Parsers up to 5.0 silently drop every other rule kind
 * from such a block.
 */
public record RuleBlock(Qualifiers qualifiers, List<Statement> body, Span span) implements Statement {

    public RuleBlock {
        body = List.copyOf(body);
    }

    @Override
    public String construct() {
        return "qualifier block";
    }
}
