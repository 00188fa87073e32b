package org.aafleet.policy.model;

/**
 * The condition of an {@code if}, written with blanks inside parentheses, because one belongs to a variable before it. All but negation, {@link BooleanVariable} and {@link Defined} need parser 5.0.
 */
public sealed interface Expression {

    record Or(Expression left, Expression right) implements Expression {
        @Override
        public String toString() {
            return "( " + left + " or " + right + " )";
        }
    }

    record And(Expression left, Expression right) implements Expression {
        @Override
        public String toString() {
            return "( " + left + " and " + right + " )";
        }
    }

    record Not(Expression operand) implements Expression {
        @Override
        public String toString() {
            return "not " + operand;
        }
    }

    record BooleanVariable(String name) implements Expression {
        @Override
        public String toString() {
            return "${" + name + "}";
        }
    }

    /** Whether a variable has been declared; {@code sigil} tells {@code @} from {@code $}. */
    record Defined(char sigil, String name) implements Expression {
        @Override
        public String toString() {
            return "defined " + sigil + "{" + name + "}";
        }
    }

    /** {@code true} or {@code false}. */
    record Constant(boolean value) implements Expression {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    record Comparison(Aare left, Operator operator, Aare right) implements Expression {
        @Override
        public String toString() {
            return left + " " + operator + " " + right;
        }
    }

    enum Operator {
        EQUAL("=="),
        NOT_EQUAL("!="),
        IN("in"),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        LESS("<"),
        LESS_OR_EQUAL("<=");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        @Override
        public String toString() {
            return symbol;
        }
    }
}
