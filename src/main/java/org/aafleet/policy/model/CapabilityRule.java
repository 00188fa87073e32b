package org.aafleet.policy.model;

import java.util.List;

/** {@code capability chown setuid,}; without a name all of them. Names are those of capabilities(7) without CAP_. */
public record CapabilityRule(Qualifiers qualifiers, List<String> capabilities, Span span) implements Rule {

    public CapabilityRule {
        capabilities = List.copyOf(capabilities);
    }

    @Override
    public String construct() {
        return "capability rule";
    }

    @Override
    public String text() {
        RuleText text = new RuleText(qualifiers, "capability");
        capabilities.forEach(text::word);
        return text.end();
    }

    @Override
    public List<Aare> patterns() {
        return List.of();
    }
}
