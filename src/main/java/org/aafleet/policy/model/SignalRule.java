package org.aafleet.policy.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code signal (send) set=(hup, term) peer=name,}. No access or no signal named means all.
 *
 * @param signals {@code hup} … {@code exists}, {@code rtmin+N}
 */
public record SignalRule(
        Qualifiers qualifiers, Set<Access> access, List<String> signals, Optional<Aare> peer, Span span)
        implements Rule {

    public SignalRule {
        access = Set.copyOf(access);
        signals = List.copyOf(signals);
    }

    /** {@code write} and {@code w} mean send, {@code read} and {@code r} receive. */
    public enum Access {
        SEND,
        RECEIVE
    }

    @Override
    public String construct() {
        return "signal rule";
    }

    @Override
    public String text() {
        Optional<String> set =
                signals.isEmpty() ? Optional.empty() : Optional.of("(" + String.join(", ", signals) + ")");
        return new RuleText(qualifiers, "signal")
                .access(access)
                .condition("set", set)
                .condition("peer", peer)
                .end();
    }

    @Override
    public List<Aare> patterns() {
        return peer.stream().toList();
    }
}
