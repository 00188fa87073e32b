package org.aafleet.policy.syntax;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The words of a network rule: domains (address families), types, protocols. */
final class SocketTypes {

    /** socket(2) and the kernel's AF_ names, as of Linux 7.2. */
    private static final Set<String> DOMAINS = words("""
            unspec unix inet ax25 ipx appletalk netrom bridge atmpvc x25 inet6 rose netbeui security key netlink packet
            ash econet atmsvc rds sna irda pppox wanpipe llc ib mpls can tipc bluetooth iucv rxrpc isdn phonet ieee802154
            caif alg nfc vsock kcm qipcrtr smc xdp mctp
            """);

    private static final Set<String> TYPES = words("stream dgram seqpacket rdm raw packet");

    /** A protocol stands where a type does: {@code network inet tcp} is {@code network inet stream}. */
    private static final Set<String> PROTOCOLS = words("tcp udp icmp");

    /** What a unix rule's {@code type=} takes. */
    private static final Set<String> UNIX_TYPES = words("none stream dgram raw rdm seqpacket dccp packet");

    private SocketTypes() {}

    static boolean isDomain(String word) {
        return DOMAINS.contains(word);
    }

    static boolean isTypeOrProtocol(String word) {
        return TYPES.contains(word) || PROTOCOLS.contains(word);
    }

    /** Whether a domain has sockets of this type or speaks this protocol. */
    static boolean fits(String domain, String type) {
        boolean ip = domain.equals("inet") || (domain.equals("inet6") && !type.equals("icmp"));
        return isDomain(domain) && (TYPES.contains(type) || (ip && PROTOCOLS.contains(type)));
    }

    static boolean isType(String word) {
        return UNIX_TYPES.contains(word);
    }

    static Set<String> types() {
        return UNIX_TYPES;
    }

    static Set<String> domains() {
        return DOMAINS;
    }

    private static Set<String> words(String list) {
        return Arrays.stream(list.split("\\s+")).collect(Collectors.toUnmodifiableSet());
    }
}
