package org.aafleet.policy.model;

import java.util.List;

/** {@code all,}: everything of every kind; parser 4.0 and newer. */
public record AllRule(Qualifiers qualifiers, Span span) implements Rule {

    @Override
    public String construct() {
        return "all rule";
    }

    @Override
    public String text() {
        return new RuleText(qualifiers, "all").end();
    }

    @Override
    public List<Aare> patterns() {
        return List.of();
    }
}
