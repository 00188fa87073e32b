package org.aafleet.policy.access;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aafleet.policy.ActiveRule;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;
import org.aafleet.policy.model.Aare;
import org.aafleet.policy.model.NetworkRule;
import org.aafleet.policy.model.SocketAccess;
import org.aafleet.policy.model.SocketEnd;
import org.aafleet.policy.model.UnixRule;

/** What network and unix rules grant. */
final class SocketClauses {

    private static final String UNIX = "unix";
    private static final Set<String> PROTOCOLS = Set.of("tcp", "udp", "icmp");

    private SocketClauses() {}

    /** One of domain {@code unix} grants the same as a unix rule of that type. */
    static List<Clause> of(ActiveRule active, NetworkRule rule) {
        Pattern domain = rule.domain().map(Pattern::word).orElse(Pattern.ANY);
        Pattern type = rule.type().map(Pattern::word).orElse(Pattern.ANY);
        if (rule.type().isPresent() && PROTOCOLS.contains(rule.type().get())) {
            domain = rule.domain()
                    .map(Pattern::word)
                    .orElse(Pattern.words(domains(rule.type().get())));
            type = Pattern.word(type(rule.type().get()));
        }
        List<Clause> clauses = new ArrayList<>();
        Set<String> permissions = permissions(rule.access(), !rule.peer().isAny());
        clauses.add(Clause.of(
                active,
                Kind.NETWORK,
                permissions,
                List.of(
                        domain,
                        type,
                        address(rule.local()),
                        port(rule.local()),
                        address(rule.peer()),
                        port(rule.peer()))));
        if (rule.domain().filter(given -> !given.equals(UNIX)).isEmpty()
                && rule.type().filter(PROTOCOLS::contains).isEmpty()) {
            clauses.add(
                    Clause.of(active, Kind.UNIX, permissions, List.of(type, Pattern.ANY, Pattern.ANY, Pattern.ANY)));
        }
        return clauses;
    }

    /**
     * A kernel that does not tell unix sockets apart has the right to create and use them by their type alone; a {@code deny}
     * is left out there, as it would deny more.
     */
    static List<Clause> of(ActiveRule active, UnixRule rule, Variables variables) throws GlobException {
        Pattern type = name(rule.type(), variables);
        boolean peer = rule.peerAddress().isPresent() || rule.peerLabel().isPresent();
        List<Clause> clauses = new ArrayList<>();
        clauses.add(Clause.of(
                active,
                Kind.UNIX,
                permissions(rule.access(), peer),
                List.of(
                        type,
                        address(rule.address(), variables),
                        address(rule.peerAddress(), variables),
                        name(rule.peerLabel(), variables))));
        if (!active.qualifiers().isDeny()) {
            clauses.add(Clause.of(
                    active,
                    Kind.NETWORK,
                    permissions(Set.of(), false),
                    List.of(Pattern.word(UNIX), type, Pattern.ANY, Pattern.ANY, Pattern.ANY, Pattern.ANY)));
        }
        return clauses;
    }

    private static Set<String> domains(String protocol) {
        return protocol.equals("icmp") ? Set.of("inet") : Set.of("inet", "inet6");
    }

    /** What stands for a type, or is one. */
    static String type(String protocol) {
        return switch (protocol) {
            case "tcp" -> "stream";
            case "udp" -> "dgram";
            case "icmp" -> "raw";
            default -> protocol;
        };
    }

    /** None named means all; where the rule is about the other end, only those that concern it. */
    private static Set<String> permissions(Set<SocketAccess> named, boolean peer) {
        Set<SocketAccess> granted = named.isEmpty() ? Set.of(SocketAccess.values()) : named;
        return granted.stream()
                .filter(access -> !peer || access.concernsPeer())
                .map(access -> access.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Pattern address(Optional<Aare> given, Variables variables) throws GlobException {
        return given.isPresent() ? Pattern.glob(given.get().text(), variables) : Pattern.ANY;
    }

    private static Pattern name(Optional<Aare> given, Variables variables) throws GlobException {
        return given.isPresent() ? Pattern.name(given.get().text(), variables) : Pattern.ANY;
    }

    private static Pattern address(SocketEnd end) {
        return end.ip().map(ip -> Pattern.word(ip.text())).orElse(Pattern.ANY);
    }

    private static Pattern port(SocketEnd end) {
        return end.port()
                .map(port -> Stream.of(port.text().split("-", 2))
                        .map(Integer::valueOf)
                        .toList())
                .map(ends -> Pattern.numbers(ends.get(0), ends.get(ends.size() - 1)))
                .orElse(Pattern.ANY);
    }
}
