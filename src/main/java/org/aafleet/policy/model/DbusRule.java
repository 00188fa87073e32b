package org.aafleet.policy.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code dbus (send) bus=system path=/ interface=… member=… peer=(name=… label=…),}: a rule on messages, on a service's
 * name ({@code bind name=…}) or on eavesdropping.
 *
 * @param name the well-known name that is bound
 */
public record DbusRule(
        Qualifiers qualifiers,
        Set<Access> access,
        Optional<Aare> bus,
        Optional<Aare> name,
        Optional<Aare> path,
        Optional<Aare> iface,
        Optional<Aare> member,
        Optional<Aare> peerName,
        Optional<Aare> peerLabel,
        Span span)
        implements Rule {

    public DbusRule {
        access = Set.copyOf(access);
    }

    /** {@code write} and {@code w} mean send, {@code read} and {@code r} receive. */
    public enum Access {
        SEND,
        RECEIVE,
        BIND,
        EAVESDROP
    }

    @Override
    public String construct() {
        return "dbus rule";
    }

    @Override
    public String text() {
        return new RuleText(qualifiers, "dbus")
                .access(access)
                .condition("bus", bus)
                .condition("name", name)
                .condition("path", path)
                .condition("interface", iface)
                .condition("member", member)
                .peer(RuleText.conditions().condition("name", peerName).condition("label", peerLabel))
                .end();
    }

    @Override
    public List<Aare> patterns() {
        return Stream.of(bus, name, path, iface, member, peerName, peerLabel)
                .flatMap(Optional::stream)
                .toList();
    }
}
