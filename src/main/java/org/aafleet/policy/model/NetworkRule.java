package org.aafleet.policy.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code network (bind, listen) inet stream ip=127.0.0.1 port=80,}.
 *
 * @param access empty where none is named, which means all
 * @param domain {@code inet}, {@code unix} …; absent where a type or protocol stands alone
 * @param type {@code stream}, {@code dgram} … or a protocol such as {@code tcp}
 */
public record NetworkRule(
        Qualifiers qualifiers,
        Set<SocketAccess> access,
        Optional<String> domain,
        Optional<String> type,
        SocketEnd local,
        SocketEnd peer,
        Span span)
        implements Rule {

    public NetworkRule {
        access = Set.copyOf(access);
    }

    @Override
    public String construct() {
        return "network rule";
    }

    @Override
    public String text() {
        RuleText text =
                new RuleText(qualifiers, "network").access(access).word(domain).word(type);
        return local.appendTo(text).peer(peer.appendTo(RuleText.conditions())).end();
    }

    @Override
    public List<Aare> patterns() {
        return local.iface().stream().toList();
    }
}
