package org.aafleet.policy.syntax;

import java.util.ArrayList;
import java.util.List;
import org.aafleet.policy.model.Aare;
import org.aafleet.policy.model.Condition;
import org.aafleet.policy.model.Condition.Operator;
import org.aafleet.policy.syntax.Token.Kind;

/** {@code name=value}, {@code name=(a, b)}, {@code name in (a b)} and groups of such, {@code peer=( )}. */
final class ConditionReader {

    private final Cursor cursor;

    ConditionReader(Cursor cursor) {
        this.cursor = cursor;
    }

    /** As many as follow. */
    List<Condition> conditions(TokenReader reader) {
        List<Condition> conditions = new ArrayList<>();
        while (cursor.peek(reader).is(Kind.CONDITION)) {
            conditions.add(condition(reader.read()));
        }
        return conditions;
    }

    private Condition condition(Token name) {
        Operator operator = operator();
        List<Aare> values = new ArrayList<>();
        if (cursor.peek(cursor.lexer()::conditional).isMark("(")) {
            cursor.lexer().conditional();
            list(values, name.text());
        } else if (operator == Operator.IN) {
            throw cursor.failed(name.end(), name.text() + ": a list in parentheses follows 'in'");
        } else {
            values.add(value(name, cursor.lexer().word()));
        }
        return new Condition(name.text(), operator, values, cursor.span(name.start()));
    }

    private Operator operator() {
        if (cursor.lexer().accept('=')) {
            return Operator.EQUALS;
        }
        if (cursor.lexer().acceptAdjacent(":=")) {
            return Operator.SET;
        }
        cursor.lexer().acceptAdjacent("in");
        return Operator.IN;
    }

    private void list(List<Aare> values, String construct) {
        Token token = cursor.lexer().listItem();
        while (!token.isMark(")")) {
            values.add(value(token, token, construct));
            token = cursor.lexer().listItem();
        }
        if (values.isEmpty()) {
            throw cursor.failed(token.start(), construct + ": the list is empty");
        }
    }

    /** What stands in the parentheses of {@code peer=( )} or {@code xattrs=( )}; the name has been read. */
    List<Condition> group(String construct) {
        cursor.lexer().accept('=');
        cursor.lexer().accept('(');
        List<Condition> conditions = new ArrayList<>();
        Token token = cursor.lexer().groupItem();
        while (!token.isMark(")")) {
            if (!token.is(Kind.WORD)) {
                throw cursor.unexpected(token, construct, "a condition or ')'");
            }
            conditions.add(groupCondition(token));
            token = cursor.lexer().groupItem();
        }
        return conditions;
    }

    private Condition groupCondition(Token name) {
        boolean set = cursor.lexer().acceptAdjacent(":=");
        if (!set && !cursor.lexer().accept('=')) {
            return new Condition(name.text(), Operator.PRESENT, List.of(), cursor.span(name));
        }
        boolean parentheses = cursor.lexer().accept('(');
        Aare value = value(name, cursor.lexer().listItem());
        if (parentheses && !cursor.lexer().accept(')')) {
            throw cursor.failed(cursor.lexer().position(), name.text() + ": one value and ')' expected");
        }
        Operator operator = set ? Operator.SET : Operator.EQUALS;
        return new Condition(name.text(), operator, List.of(value), cursor.span(name.start()));
    }

    private Aare value(Token name, Token value) {
        return value(name, value, name.text());
    }

    private Aare value(Token name, Token value, String construct) {
        if (!value.is(Kind.WORD) && !value.is(Kind.QUOTED)) {
            throw cursor.unexpected(value.is(Kind.END) ? name : value, construct, "a value");
        }
        return Cursor.aare(value);
    }
}
