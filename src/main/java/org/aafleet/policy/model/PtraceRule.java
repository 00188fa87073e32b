package org.aafleet.policy.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code ptrace (trace, read) peer=name,}. No access named means all. */
public record PtraceRule(Qualifiers qualifiers, Set<Access> access, Optional<Aare> peer, Span span) implements Rule {

    public PtraceRule {
        access = Set.copyOf(access);
    }

    /** {@code write} and {@code w} mean trace, {@code r} means read. */
    public enum Access {
        READ,
        TRACE,
        READBY,
        TRACEDBY
    }

    @Override
    public String construct() {
        return "ptrace rule";
    }

    @Override
    public String text() {
        return new RuleText(qualifiers, "ptrace")
                .access(access)
                .condition("peer", peer)
                .end();
    }

    @Override
    public List<Aare> patterns() {
        return peer.stream().toList();
    }
}
