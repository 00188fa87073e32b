package org.aafleet.policy.syntax;

import java.util.Optional;
import org.aafleet.policy.model.Qualifiers;
import org.aafleet.policy.model.Qualifiers.Mode;
import org.aafleet.policy.model.Qualifiers.Owner;
import org.aafleet.policy.syntax.Token.Kind;

/** {@code priority=1 audit deny owner}: in this order, each at most once. */
final class QualifierReader {

    private static final int MAX_PRIORITY = 1000;

    private final Cursor cursor;

    QualifierReader(Cursor cursor) {
        this.cursor = cursor;
    }

    Qualifiers read() {
        int priority = priority();
        boolean audit = cursor.acceptKeyword("audit");
        Optional<Mode> mode = mode();
        refuseMisplaced();
        Optional<Owner> owner = owner();
        refuseMisplaced();
        return new Qualifiers(priority, audit, mode, owner);
    }

    private int priority() {
        Token token = cursor.peek();
        if (!token.is(Kind.CONDITION) || !token.text().equals("priority")) {
            return 0;
        }
        cursor.next();
        cursor.lexer().accept('=');
        Token number = cursor.lexer().integer();
        if (!number.text().matches("[+-]?[0-9]+")) {
            throw cursor.unexpected(number, "priority", "a number");
        }
        boolean inRange = number.text().length() <= 8 && Math.abs(Integer.parseInt(number.text())) <= MAX_PRIORITY;
        if (!inRange) {
            cursor.error(number.start(), "priority: at least -1000, at most 1000");
        }
        return inRange ? Integer.parseInt(number.text()) : 0;
    }

    private Optional<Mode> mode() {
        for (Mode mode : Mode.values()) {
            if (cursor.acceptKeyword(mode.name().toLowerCase(java.util.Locale.ROOT))) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    private Optional<Owner> owner() {
        if (cursor.acceptKeyword("owner") || cursor.acceptKeyword("user")) {
            return Optional.of(Owner.OWNER);
        }
        return cursor.acceptKeyword("other") ? Optional.of(Owner.OTHER) : Optional.empty();
    }

    private void refuseMisplaced() {
        Token token = cursor.peek();
        boolean qualifier = token.is(Kind.CONDITION) && token.text().equals("priority");
        for (String word : new String[] {"audit", "allow", "deny", "prompt"}) {
            qualifier |= token.isKeyword(word);
        }
        if (qualifier) {
            throw cursor.failed(
                    token.start(),
                    "qualifiers: '" + token.text() + "' is out of order",
                    "the order is priority, audit, allow or deny, owner");
        }
    }
}
