package org.aafleet.policy.syntax;

import java.util.Optional;
import org.aafleet.policy.model.Aare;
import org.aafleet.policy.model.ChangeProfileRule;
import org.aafleet.policy.model.ExecSafety;
import org.aafleet.policy.model.Qualifiers;
import org.aafleet.policy.model.Rule;
import org.aafleet.policy.syntax.Token.Kind;

final class ChangeProfileRules {

    private static final String CONSTRUCT = "change_profile rule";

    private ChangeProfileRules() {}

    static Rule parse(Cursor cursor, Qualifiers qualifiers, Token keyword) {
        RuleParser.refuseOwner(cursor, qualifiers, keyword);
        Optional<ExecSafety> safety = FileRules.safety(cursor);
        Optional<Aare> exec = exec(cursor);
        if (safety.isPresent() && exec.isEmpty()) {
            cursor.error(keyword.start(), "change_profile rule: 'safe' and 'unsafe' need an exec condition");
        }
        Optional<Aare> target = target(cursor);
        cursor.expectMark(cursor.lexer()::conditional, ",", CONSTRUCT);
        return new ChangeProfileRule(qualifiers, safety, exec, target, cursor.span(keyword.start()));
    }

    private static Optional<Aare> exec(Cursor cursor) {
        Token token = cursor.peek(cursor.lexer()::conditional);
        if ((token.is(Kind.MARK) && !token.isMark("(")) || token.is(Kind.END)) {
            return Optional.empty();
        }
        Token exec = cursor.lexer().word();
        if (!exec.text().startsWith("/") && !exec.text().startsWith("@{")) {
            cursor.error(
                    exec.start(), "change_profile rule: an exec condition starts with '/', not " + exec.describe());
        }
        return Optional.of(Cursor.aare(exec));
    }

    private static Optional<Aare> target(Cursor cursor) {
        if (!cursor.acceptMark(cursor.lexer()::conditional, "->")) {
            return Optional.empty();
        }
        Token target = cursor.lexer().word();
        if (!target.is(Kind.WORD) && !target.is(Kind.QUOTED)) {
            throw cursor.unexpected(target, CONSTRUCT, "a profile's name");
        }
        return Optional.of(Cursor.aare(target));
    }
}
