package org.aafleet.policy.syntax;

import java.util.List;
import java.util.Set;
import org.aafleet.policy.model.Condition;
import org.aafleet.policy.model.SocketAccess;
import org.aafleet.policy.syntax.Token.Kind;

/** {@code peer=( … )}: conditions on the other end. */
final class Peers {

    private Peers() {}

    /** @return empty where there is no such group */
    static List<Condition> read(Cursor cursor, ConditionReader reader, String construct) {
        Token group = cursor.peek(cursor.lexer()::conditional);
        if (!group.is(Kind.GROUP)) {
            return List.of();
        }
        cursor.lexer().conditional();
        if (!group.text().equals("peer")) {
            cursor.error(group.start(), construct + ": '" + group.text() + "=( )' does not belong here");
        }
        return reader.group(construct);
    }

    static void checkAccess(Cursor cursor, Token keyword, Set<SocketAccess> access, boolean hasPeer) {
        if (hasPeer) {
            access.stream()
                    .filter(one -> !one.concernsPeer())
                    .sorted()
                    .findFirst()
                    .ifPresent(one -> cursor.error(
                            keyword.start(),
                            keyword.text() + " rule: '" + one.name().toLowerCase(java.util.Locale.ROOT)
                                    + "' concerns the own end only, so there is no peer=( )"));
        }
    }
}
