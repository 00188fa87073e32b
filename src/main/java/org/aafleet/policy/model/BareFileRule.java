package org.aafleet.policy.model;

import java.util.List;

/** {@code file,}: every permission on every file, programs run under the same profile. */
public record BareFileRule(Qualifiers qualifiers, Span span) implements Rule {

    @Override
    public String construct() {
        return "file rule";
    }

    @Override
    public String text() {
        return new RuleText(qualifiers, "file").end();
    }

    @Override
    public List<Aare> patterns() {
        return List.of();
    }
}
