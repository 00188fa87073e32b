package org.aafleet.policy.syntax;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aafleet.policy.model.Condition;
import org.aafleet.policy.model.NetworkRule;
import org.aafleet.policy.model.Qualifiers;
import org.aafleet.policy.model.Rule;
import org.aafleet.policy.model.SocketAccess;
import org.aafleet.policy.model.SocketEnd;

final class NetworkRules {

    private static final String CONSTRUCT = "network rule";

    private static final Map<String, SocketAccess> ACCESS = accessWords();

    private static final Set<String> LOCAL = Set.of("ip", "port", "interface", "label");
    private static final Set<String> PEER = Set.of("ip", "port", "label");

    private NetworkRules() {}

    static Set<SocketAccess> access(Cursor cursor, String construct) {
        return new AccessReader<>(cursor, construct, SocketAccess.class, ACCESS).read(cursor.lexer()::conditional);
    }

    static Rule parse(Cursor cursor, Qualifiers qualifiers, Token keyword) {
        RuleParser.refuseOwner(cursor, qualifiers, keyword);
        Set<SocketAccess> access = access(cursor, CONSTRUCT);
        Optional<Token> first = word(cursor);
        Optional<Token> second = first.isEmpty() ? Optional.empty() : word(cursor);
        ConditionReader reader = new ConditionReader(cursor);
        List<Condition> conditions = reader.conditions(cursor.lexer()::conditional);
        List<Condition> peers = Peers.read(cursor, reader, CONSTRUCT);
        cursor.expectMark(cursor.lexer()::conditional, ",", CONSTRUCT);
        SocketEnd local = end(cursor, new ConditionSet(cursor, CONSTRUCT, conditions, LOCAL, false));
        SocketEnd peer = end(cursor, new ConditionSet(cursor, CONSTRUCT, peers, PEER, false));
        Peers.checkAccess(cursor, keyword, access, !peer.isAny());
        first.ifPresent(word -> checkWords(cursor, word, second, !local.isAny() || !peer.isAny()));
        boolean domain = first.filter(word -> SocketTypes.isDomain(word.text())).isPresent();
        return new NetworkRule(
                qualifiers,
                access,
                first.filter(word -> domain).map(Token::text),
                domain ? second.map(Token::text) : first.map(Token::text),
                local,
                peer,
                cursor.span(keyword.start()));
    }

    private static Optional<Token> word(Cursor cursor) {
        Token token = cursor.peek(cursor.lexer()::conditional);
        return switch (token.kind()) {
            case NAME, WORD, QUOTED, PERMISSIONS -> Optional.of(cursor.lexer().conditional());
            default -> Optional.empty();
        };
    }

    private static void checkWords(Cursor cursor, Token first, Optional<Token> second, boolean hasConditions) {
        String domain = first.text();
        if (!SocketTypes.isDomain(domain) && (second.isPresent() || !SocketTypes.isTypeOrProtocol(domain))) {
            cursor.unknown(first.start(), CONSTRUCT, "domain or type", domain, SocketTypes.domains());
            return;
        }
        second.filter(type -> !SocketTypes.fits(domain, type.text()))
                .ifPresent(type -> cursor.error(
                        type.start(), "network rule: '" + domain + "' has no type or protocol " + type.describe()));
        boolean internet = domain.equals("inet") || domain.equals("inet6");
        if (hasConditions && SocketTypes.isDomain(domain) && !internet) {
            cursor.error(first.start(), "network rule: addresses and ports are for 'inet' and 'inet6'");
        }
    }

    private static SocketEnd end(Cursor cursor, ConditionSet conditions) {
        check(cursor, conditions, "ip", IpAddresses::isAddress, "an IPv4 or IPv6 address, or 'none'");
        check(cursor, conditions, "port", IpAddresses::isPort, "a port number or a range of them");
        return new SocketEnd(
                conditions.value("ip"),
                conditions.value("port"),
                conditions.value("interface"),
                conditions.condition("label"));
    }

    private static void check(
            Cursor cursor,
            ConditionSet conditions,
            String name,
            java.util.function.Predicate<String> test,
            String expected) {
        conditions
                .condition(name)
                .filter(condition -> !test.test(condition.values().get(0).text()))
                .ifPresent(condition -> cursor.error(
                        condition.span().start(),
                        "network rule: '" + name + "' is " + expected + ", not '"
                                + condition.values().get(0).text() + "'"));
    }

    private static Map<String, SocketAccess> accessWords() {
        Map<String, SocketAccess> words = new HashMap<>();
        Arrays.stream(SocketAccess.values())
                .forEach(access -> words.put(access.name().toLowerCase(Locale.ROOT), access));
        words.put("read", SocketAccess.RECEIVE);
        words.put("write", SocketAccess.SEND);
        return Map.copyOf(words);
    }
}
