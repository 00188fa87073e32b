package org.aafleet.policy.syntax;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aafleet.policy.model.Aare;
import org.aafleet.policy.model.Condition;
import org.aafleet.policy.model.Qualifiers;
import org.aafleet.policy.model.Rule;
import org.aafleet.policy.model.SocketAccess;
import org.aafleet.policy.model.UnixRule;

final class UnixRules {

    private static final String CONSTRUCT = "unix rule";

    private UnixRules() {}

    static Rule parse(Cursor cursor, Qualifiers qualifiers, Token keyword) {
        RuleParser.refuseOwner(cursor, qualifiers, keyword);
        Set<SocketAccess> access = NetworkRules.access(cursor, CONSTRUCT);
        ConditionReader reader = new ConditionReader(cursor);
        List<Condition> conditions = reader.conditions(cursor.lexer()::conditional);
        List<Condition> peers = Peers.read(cursor, reader, CONSTRUCT);
        cursor.expectMark(cursor.lexer()::conditional, ",", CONSTRUCT);
        ConditionSet local = new ConditionSet(cursor, CONSTRUCT, conditions, Set.of("type", "addr"), true);
        ConditionSet peer = new ConditionSet(cursor, CONSTRUCT, peers, Set.of("label", "addr"), true);
        checkType(cursor, local);
        checkAddress(cursor, local);
        checkAddress(cursor, peer);
        Peers.checkAccess(cursor, keyword, access, peer.hasAny("label", "addr"));
        return new UnixRule(
                qualifiers,
                access,
                local.value("type"),
                local.value("addr"),
                peer.value("addr"),
                peer.value("label"),
                cursor.span(keyword.start()));
    }

    private static void checkType(Cursor cursor, ConditionSet local) {
        local.condition("type")
                .filter(condition ->
                        !SocketTypes.isType(condition.values().get(0).text()))
                .ifPresent(condition -> cursor.unknown(
                        condition.span().start(),
                        CONSTRUCT,
                        "socket type",
                        condition.values().get(0).text(),
                        SocketTypes.types()));
    }

    private static void checkAddress(Cursor cursor, ConditionSet conditions) {
        Optional<Condition> address = conditions.condition("addr");
        address.flatMap(condition -> condition.values().stream().findFirst())
                .map(Aare::text)
                .filter(text -> !text.startsWith("@") && !text.equals("none") && !text.equals("auto"))
                .ifPresent(text -> cursor.error(
                        address.get().span().start(),
                        "unix rule: an address is '@name', 'none' or 'auto', not '" + text + "'"));
    }
}
