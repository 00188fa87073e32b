package org.aafleet.policy.syntax;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aafleet.policy.model.Condition;
import org.aafleet.policy.model.DbusRule;
import org.aafleet.policy.model.DbusRule.Access;
import org.aafleet.policy.model.Qualifiers;
import org.aafleet.policy.model.Rule;

final class DbusRules {

    private static final String CONSTRUCT = "dbus rule";

    private static final Map<String, Access> ACCESS = Map.of(
            "send", Access.SEND,
            "write", Access.SEND,
            "receive", Access.RECEIVE,
            "read", Access.RECEIVE,
            "bind", Access.BIND,
            "eavesdrop", Access.EAVESDROP);

    private static final Set<String> LOCAL = Set.of("bus", "name", "path", "interface", "member");

    /** Parsers take every condition in the peer's parentheses, too. */
    private static final Set<String> PEER = Set.of("bus", "name", "label", "path", "interface", "member");

    private DbusRules() {}

    static Rule parse(Cursor cursor, Qualifiers qualifiers, Token keyword) {
        RuleParser.refuseOwner(cursor, qualifiers, keyword);
        Set<Access> access =
                new AccessReader<>(cursor, CONSTRUCT, Access.class, ACCESS).read(cursor.lexer()::conditional);
        ConditionReader reader = new ConditionReader(cursor);
        List<Condition> conditions = reader.conditions(cursor.lexer()::conditional);
        List<Condition> peers = Peers.read(cursor, reader, CONSTRUCT);
        cursor.expectMark(cursor.lexer()::conditional, ",", CONSTRUCT);
        ConditionSet local = new ConditionSet(cursor, CONSTRUCT, conditions, LOCAL, true);
        ConditionSet peer = new ConditionSet(cursor, CONSTRUCT, peers, PEER, true);
        check(cursor, keyword, access, local, peer);
        return new DbusRule(
                qualifiers,
                access,
                local.value("bus").or(() -> peer.value("bus")),
                local.value("name"),
                local.value("path").or(() -> peer.value("path")),
                local.value("interface").or(() -> peer.value("interface")),
                local.value("member").or(() -> peer.value("member")),
                peer.value("name"),
                peer.value("label"),
                cursor.span(keyword.start()));
    }

    private static void check(Cursor cursor, Token keyword, Set<Access> access, ConditionSet local, ConditionSet peer) {
        boolean message = local.hasAny("path", "interface", "member")
                || peer.hasAny("path", "interface", "member", "label", "name");
        boolean service = local.hasAny("name");
        if (message && service) {
            cursor.error(
                    keyword.start(), "dbus rule: conditions of a message and of a service's name exclude each other");
        }
        if (message && access.contains(Access.BIND)) {
            cursor.error(keyword.start(), "dbus rule: 'bind' has no conditions on messages");
        }
        if (service && (access.contains(Access.SEND) || access.contains(Access.RECEIVE))) {
            cursor.error(keyword.start(), "dbus rule: 'name' is for 'bind'; a message has it in peer=( )");
        }
        if (access.contains(Access.EAVESDROP) && (message || service)) {
            cursor.error(keyword.start(), "dbus rule: 'eavesdrop' has no condition but 'bus'");
        }
        for (String name : LOCAL) {
            if (local.hasAny(name) && peer.hasAny(name)) {
                cursor.error(keyword.start(), "dbus rule: condition '" + name + "' is given twice");
            }
        }
    }
}
