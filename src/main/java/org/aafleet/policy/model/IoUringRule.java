package org.aafleet.policy.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code io_uring (sqpoll, override_creds) label=name,}; parser 4.0 and newer. */
public record IoUringRule(Qualifiers qualifiers, Set<Access> access, Optional<Aare> label, Span span) implements Rule {

    public IoUringRule {
        access = Set.copyOf(access);
    }

    public enum Access {
        OVERRIDE_CREDS,
        SQPOLL
    }

    @Override
    public String construct() {
        return "io_uring rule";
    }

    @Override
    public String text() {
        return new RuleText(qualifiers, "io_uring")
                .access(access)
                .condition("label", label)
                .end();
    }

    @Override
    public List<Aare> patterns() {
        return label.stream().toList();
    }
}
