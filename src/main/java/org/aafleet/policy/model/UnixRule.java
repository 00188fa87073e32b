package org.aafleet.policy.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code unix (connect, send) type=stream peer=(addr="@bus"),}: abstract and anonymous sockets; one with a path in the
 * file system is a matter of file rules.
 *
 * @param address {@code @name}, {@code none} or {@code auto}
 */
public record UnixRule(
        Qualifiers qualifiers,
        Set<SocketAccess> access,
        Optional<Aare> type,
        Optional<Aare> address,
        Optional<Aare> peerAddress,
        Optional<Aare> peerLabel,
        Span span)
        implements Rule {

    public UnixRule {
        access = Set.copyOf(access);
    }

    @Override
    public String construct() {
        return "unix rule";
    }

    @Override
    public String text() {
        return new RuleText(qualifiers, "unix")
                .access(access)
                .condition("type", type)
                .condition("addr", address)
                .peer(RuleText.conditions().condition("label", peerLabel).condition("addr", peerAddress))
                .end();
    }

    @Override
    public List<Aare> patterns() {
        return Stream.of(address, peerAddress, peerLabel)
                .flatMap(Optional::stream)
                .toList();
    }
}
