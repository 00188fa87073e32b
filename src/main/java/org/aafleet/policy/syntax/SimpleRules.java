package org.aafleet.policy.syntax;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aafleet.policy.model.AllRule;
import org.aafleet.policy.model.Condition;
import org.aafleet.policy.model.IoUringRule;
import org.aafleet.policy.model.Qualifiers;
import org.aafleet.policy.model.Rule;
import org.aafleet.policy.model.UsernsRule;

/** Kinds with next to nothing to say: userns, io_uring, all. */
final class SimpleRules {

    private static final Map<String, IoUringRule.Access> IO_URING = Map.of(
            "override_creds", IoUringRule.Access.OVERRIDE_CREDS,
            "sqpoll", IoUringRule.Access.SQPOLL);

    private SimpleRules() {}

    static Rule all(Cursor cursor, Qualifiers qualifiers, Token keyword) {
        RuleParser.refuseOwner(cursor, qualifiers, keyword);
        cursor.expectMark(",", "all rule");
        return new AllRule(qualifiers, cursor.span(keyword.start()));
    }

    static Rule userns(Cursor cursor, Qualifiers qualifiers, Token keyword) {
        RuleParser.refuseOwner(cursor, qualifiers, keyword);
        Set<UsernsRule.Access> access = cursor.acceptKeyword("create") ? Set.of(UsernsRule.Access.CREATE) : Set.of();
        cursor.expectMark(",", "userns rule");
        return new UsernsRule(qualifiers, access, cursor.span(keyword.start()));
    }

    static Rule ioUring(Cursor cursor, Qualifiers qualifiers, Token keyword) {
        RuleParser.refuseOwner(cursor, qualifiers, keyword);
        Set<IoUringRule.Access> access = new AccessReader<>(cursor, "io_uring rule", IoUringRule.Access.class, IO_URING)
                .read(cursor.lexer()::statement);
        List<Condition> conditions = new ConditionReader(cursor).conditions(cursor.lexer()::statement);
        cursor.expectMark(",", "io_uring rule");
        ConditionSet set = new ConditionSet(cursor, "io_uring rule", conditions, Set.of("label"), true);
        return new IoUringRule(qualifiers, access, set.value("label"), cursor.span(keyword.start()));
    }
}
