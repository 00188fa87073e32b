package org.aafleet.policy.syntax;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.aafleet.policy.model.Expression;
import org.aafleet.policy.model.Expression.Operator;
import org.aafleet.policy.syntax.Token.Kind;

/** The condition of an {@code if}: {@code not} binds closer than {@code and}, {@code and} closer than {@code or}. */
final class ExpressionParser {

    private static final String CONSTRUCT = "condition";

    private static final Map<String, Operator> OPERATORS = Map.of(
            "==", Operator.EQUAL,
            "!=", Operator.NOT_EQUAL,
            "in", Operator.IN,
            ">", Operator.GREATER,
            ">=", Operator.GREATER_OR_EQUAL,
            "<", Operator.LESS,
            "<=", Operator.LESS_OR_EQUAL);

    private final Cursor cursor;
    private final boolean onOneLine;

    ExpressionParser(Cursor cursor, boolean onOneLine) {
        this.cursor = cursor;
        this.onOneLine = onOneLine;
    }

    Expression expression() {
        Expression left = conjunction();
        while (acceptKeyword("or")) {
            left = new Expression.Or(left, conjunction());
        }
        return left;
    }

    private Expression conjunction() {
        Expression left = negation();
        while (acceptKeyword("and")) {
            left = new Expression.And(left, negation());
        }
        return left;
    }

    private Expression negation() {
        Token token = peek();
        cursor.enter(token.start(), CONSTRUCT);
        Expression result = acceptKeyword("not") ? new Expression.Not(negation()) : factor();
        cursor.leave();
        return result;
    }

    private Expression factor() {
        Token token = next();
        if (token.isMark("(")) {
            Expression inner = expression();
            cursor.expectMark(this::next, ")", CONSTRUCT);
            return inner;
        }
        if (token.isKeyword("defined")) {
            return defined(next());
        }
        if (token.is(Kind.BOOLEAN)) {
            return new Expression.BooleanVariable(PreambleParser.name(token));
        }
        return comparison(operand(token));
    }

    private Expression defined(Token variable) {
        if (!variable.is(Kind.VARIABLE) && !variable.is(Kind.BOOLEAN)) {
            throw cursor.unexpected(variable, CONSTRUCT, "a variable after 'defined'");
        }
        return new Expression.Defined(variable.text().charAt(0), PreambleParser.name(variable));
    }

    private Expression comparison(Token left) {
        Optional<Operator> operator = Optional.ofNullable(OPERATORS.get(peek().text()));
        if (operator.isPresent()) {
            next();
            return new Expression.Comparison(Cursor.aare(left), operator.get(), Cursor.aare(operand(next())));
        }
        String word = left.text().toLowerCase(Locale.ROOT);
        if (!word.equals("true") && !word.equals("false")) {
            throw cursor.unexpected(left, CONSTRUCT, "true, false, a boolean variable or a comparison");
        }
        return new Expression.Constant(word.equals("true"));
    }

    private Token operand(Token token) {
        boolean word = switch (token.kind()) {
            case NAME, WORD, QUOTED, LABEL, VARIABLE -> true;
            default -> false;
        };
        if (!word) {
            throw cursor.unexpected(token, CONSTRUCT, "a variable or a value");
        }
        return token;
    }

    private boolean acceptKeyword(String keyword) {
        if (peek().isKeyword(keyword)) {
            next();
            return true;
        }
        return false;
    }

    private Token next() {
        return cursor.lexer().expression(onOneLine);
    }

    private Token peek() {
        return cursor.peek(this::next);
    }
}
