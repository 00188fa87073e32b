package org.aafleet.policy.syntax;

import java.util.Set;
import java.util.TreeSet;

/** The words that rules take from the kernel. */
public final class Vocabulary {

    private Vocabulary() {}

    public static Set<String> capabilities() {
        return CapabilityRules.names();
    }

    /** Address families. */
    public static Set<String> domains() {
        Set<String> domains = new TreeSet<>(SocketTypes.domains());
        domains.remove("unspec");
        return domains;
    }

    public static Set<String> socketTypes() {
        return Set.of("stream", "dgram", "seqpacket", "rdm", "raw", "packet");
    }

    public static Set<String> signals() {
        return Signals.names();
    }
}
