package org.aafleet.policy.syntax;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aafleet.policy.model.Aare;
import org.aafleet.policy.model.Condition;
import org.aafleet.policy.model.MountRule;
import org.aafleet.policy.model.MountRule.Operation;
import org.aafleet.policy.model.PivotRootRule;
import org.aafleet.policy.model.Qualifiers;
import org.aafleet.policy.model.Rule;
import org.aafleet.policy.syntax.Token.Kind;

/** Mount, remount, umount and pivot_root. */
final class MountRules {

    private MountRules() {}

    static Rule mount(Cursor cursor, Qualifiers qualifiers, Token keyword) {
        RuleParser.refuseOwner(cursor, qualifiers, keyword);
        List<Condition> conditions = conditions(cursor, Operation.MOUNT);
        Optional<Aare> source = path(cursor);
        Optional<Aare> mountpoint = Optional.empty();
        if (cursor.acceptMark(cursor.lexer()::conditional, "->")) {
            mountpoint = mountpoint(cursor);
        }
        cursor.expectMark(cursor.lexer()::conditional, ",", "mount rule");
        return checked(
                cursor,
                keyword,
                new MountRule(
                        qualifiers, Operation.MOUNT, conditions, source, mountpoint, cursor.span(keyword.start())));
    }

    static Rule remount(Cursor cursor, Qualifiers qualifiers, Token keyword) {
        return onMountpoint(cursor, qualifiers, keyword, Operation.REMOUNT);
    }

    static Rule umount(Cursor cursor, Qualifiers qualifiers, Token keyword) {
        return onMountpoint(cursor, qualifiers, keyword, Operation.UMOUNT);
    }

    private static Rule onMountpoint(Cursor cursor, Qualifiers qualifiers, Token keyword, Operation operation) {
        RuleParser.refuseOwner(cursor, qualifiers, keyword);
        List<Condition> conditions = conditions(cursor, operation);
        Optional<Aare> mountpoint = path(cursor);
        cursor.expectMark(cursor.lexer()::conditional, ",", keyword.text() + " rule");
        return new MountRule(
                qualifiers, operation, conditions, Optional.empty(), mountpoint, cursor.span(keyword.start()));
    }

    private static Rule checked(Cursor cursor, Token keyword, MountRule rule) {
        if (!MountCommands.canHappen(rule)) {
            cursor.error(keyword.start(), "mount rule: no mount has these options together with these paths and types");
        }
        return rule;
    }

    private static List<Condition> conditions(Cursor cursor, Operation operation) {
        List<Condition> conditions = new ConditionReader(cursor).conditions(cursor.lexer()::conditional);
        conditions.forEach(condition -> MountOptions.check(cursor, operation, condition));
        return conditions;
    }

    private static Optional<Aare> mountpoint(Cursor cursor) {
        Token condition = cursor.peek(cursor.lexer()::conditional);
        if (condition.is(Kind.CONDITION)) {
            throw cursor.failed(condition.start(), "mount rule: conditions on the mount point are not supported");
        }
        Optional<Aare> mountpoint = path(cursor);
        if (mountpoint.isEmpty()) {
            throw cursor.unexpected(cursor.lexer().conditional(), "mount rule", "a mount point");
        }
        return mountpoint;
    }

    private static Optional<Aare> path(Cursor cursor) {
        Token token = cursor.peek(cursor.lexer()::conditional);
        return switch (token.kind()) {
            case WORD, QUOTED, NAME, PERMISSIONS ->
                Optional.of(Cursor.aare(cursor.lexer().conditional()));
            default -> Optional.empty();
        };
    }

    static Rule pivotRoot(Cursor cursor, Qualifiers qualifiers, Token keyword) {
        RuleParser.refuseOwner(cursor, qualifiers, keyword);
        List<Condition> conditions = new ConditionReader(cursor).conditions(cursor.lexer()::statement);
        ConditionSet set = new ConditionSet(cursor, "pivot_root rule", conditions, Set.of("oldroot"), false);
        Optional<Aare> newRoot = newRoot(cursor);
        Optional<Aare> target = FileRules.target(cursor);
        cursor.expectMark(",", "pivot_root rule");
        return new PivotRootRule(qualifiers, set.value("oldroot"), newRoot, target, cursor.span(keyword.start()));
    }

    private static Optional<Aare> newRoot(Cursor cursor) {
        Token token = cursor.peek();
        return switch (token.kind()) {
            case LABEL, QUOTED, NAME -> Optional.of(Cursor.aare(cursor.next()));
            default -> Optional.empty();
        };
    }
}
