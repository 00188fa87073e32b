package org.aafleet.policy.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code userns create,}: user namespaces; parser 4.0 and newer. */
public record UsernsRule(Qualifiers qualifiers, Set<Access> access, Span span) implements Rule {

    public UsernsRule {
        access = Set.copyOf(access);
    }

    public enum Access {
        CREATE
    }

    @Override
    public String construct() {
        return "userns rule";
    }

    @Override
    public String text() {
        return new RuleText(qualifiers, "userns")
                .word(access.isEmpty() ? Optional.empty() : Optional.of("create"))
                .end();
    }

    @Override
    public List<Aare> patterns() {
        return List.of();
    }
}
