package org.aafleet.policy.model;

import java.util.List;
import java.util.Optional;

/** {@code link subset /new -> /existing,}. */
public record LinkRule(Qualifiers qualifiers, boolean subset, Aare link, Aare target, Span span) implements Rule {

    @Override
    public String construct() {
        return "link rule";
    }

    @Override
    public String text() {
        return new RuleText(qualifiers, "link")
                .word(subset ? Optional.of("subset") : Optional.empty())
                .word(link)
                .target(Optional.of(target))
                .end();
    }

    @Override
    public List<Aare> patterns() {
        return List.of(link, target);
    }
}
