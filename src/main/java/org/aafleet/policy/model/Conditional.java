package org.aafleet.policy.model;

import java.util.List;
import java.util.Optional;

/**
 * {@code if … { } else { }}.
 *
 * @param otherwise of {@code else if} a list of one conditional
 */
public record Conditional(Expression condition, List<Statement> body, Optional<List<Statement>> otherwise, Span span)
        implements Statement {

    public Conditional {
        body = List.copyOf(body);
        otherwise = otherwise.map(List::copyOf);
    }

    @Override
    public String construct() {
        return "conditional";
    }
}
