package org.aafleet.policy.syntax;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aafleet.policy.model.Aare;
import org.aafleet.policy.model.Condition;
import org.aafleet.policy.model.MqueueRule;
import org.aafleet.policy.model.MqueueRule.Access;
import org.aafleet.policy.model.Qualifiers;
import org.aafleet.policy.model.Rule;
import org.aafleet.policy.syntax.Token.Kind;

final class MqueueRules {

    private static final String CONSTRUCT = "mqueue rule";

    private static final Map<String, Access> ACCESS = Map.of(
            "read", Access.READ,
            "write", Access.WRITE,
            "create", Access.CREATE,
            "open", Access.OPEN,
            "delete", Access.DELETE,
            "getattr", Access.GETATTR,
            "setattr", Access.SETATTR);

    private MqueueRules() {}

    static Rule parse(Cursor cursor, Qualifiers qualifiers, Token keyword) {
        RuleParser.refuseOwner(cursor, qualifiers, keyword);
        Set<Access> access =
                new AccessReader<>(cursor, CONSTRUCT, Access.class, ACCESS).read(cursor.lexer()::conditional);
        List<Condition> conditions = new ConditionReader(cursor).conditions(cursor.lexer()::conditional);
        Token token = cursor.peek(cursor.lexer()::conditional);
        Optional<Aare> name = Optional.empty();
        if (token.is(Kind.WORD) || token.is(Kind.QUOTED) || token.is(Kind.NAME)) {
            name = Optional.of(Cursor.aare(cursor.lexer().conditional()));
        }
        cursor.expectMark(cursor.lexer()::conditional, ",", CONSTRUCT);
        ConditionSet set = new ConditionSet(cursor, CONSTRUCT, conditions, Set.of("type", "label"), false);
        check(cursor, token, set.condition("type"), name);
        return new MqueueRule(
                qualifiers, access, set.value("type"), set.value("label"), name, cursor.span(keyword.start()));
    }

    private static void check(Cursor cursor, Token at, Optional<Condition> condition, Optional<Aare> name) {
        String type = condition.map(given -> given.values().get(0).text()).orElse("");
        if (condition.isPresent() && !type.equals("posix") && !type.equals("sysv")) {
            cursor.error(condition.get().span().start(), "mqueue rule: the type is 'posix' or 'sysv'");
        }
        String queue = name.map(Aare::text).orElse("");
        boolean path = queue.startsWith("/");
        boolean number = queue.matches("[0-9]+");
        boolean fits = type.equals("posix") ? path : type.equals("sysv") ? number : path || number;
        if (name.isPresent() && !fits) {
            cursor.error(at.start(), "mqueue rule: a posix queue's name starts with '/', a sysv queue's is a number");
        }
    }
}
