package org.aafleet.policy.model;

import java.util.Optional;

/**
 * One end of an internet connection.
 *
 * @param ip an IPv4 or IPv6 address, or {@code none}
 * @param port a number or a range {@code 1024-65535}
 * @param iface an interface's name, of the local end only; parser 5.0 and newer
 * @param label of the socket; parser 5.0 and newer
 */
public record SocketEnd(Optional<Aare> ip, Optional<Aare> port, Optional<Aare> iface, Optional<Condition> label) {

    public boolean isAny() {
        return ip.isEmpty() && port.isEmpty() && iface.isEmpty() && label.isEmpty();
    }

    RuleText appendTo(RuleText text) {
        return text.condition("ip", ip)
                .condition("port", port)
                .condition("interface", iface)
                .word(label);
    }
}
