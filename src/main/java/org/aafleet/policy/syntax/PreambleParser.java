package org.aafleet.policy.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.policy.model.Aare;
import org.aafleet.policy.model.Abi;
import org.aafleet.policy.model.Alias;
import org.aafleet.policy.model.AssignmentOperator;
import org.aafleet.policy.model.BooleanAssignment;
import org.aafleet.policy.model.Expression;
import org.aafleet.policy.model.FileReference;
import org.aafleet.policy.model.Include;
import org.aafleet.policy.model.Statement;
import org.aafleet.policy.model.VariableAssignment;
import org.aafleet.policy.syntax.Token.Kind;

/** {@code abi}, {@code alias}, {@code include} and assignments. */
final class PreambleParser {

    private static final Map<String, AssignmentOperator> OPERATORS = Map.of(
            "=", AssignmentOperator.SET,
            "+=", AssignmentOperator.ADD,
            "?=", AssignmentOperator.SET_IF_UNDEFINED,
            ":=", AssignmentOperator.OVERRIDE);

    private final Cursor cursor;

    PreambleParser(Cursor cursor) {
        this.cursor = cursor;
    }

    /** @return empty where something else stands here; nothing is consumed then */
    Optional<Statement> statement() {
        Token token = cursor.peek();
        if (token.is(Kind.VARIABLE) || token.is(Kind.BOOLEAN)) {
            return Optional.of(assignment(cursor.next()));
        }
        if (token.isKeyword("alias") || token.isKeyword("rewrite")) {
            return Optional.of(alias(cursor.next()));
        }
        return abiOrInclude();
    }

    /** What may stand in the body of a profile too. */
    Optional<Statement> abiOrInclude() {
        Token token = cursor.peek();
        if (token.isKeyword("abi")) {
            return Optional.of(abi(cursor.next()));
        }
        boolean include = (token.isKeyword("include") && followedByBlank(token)) || token.isKeyword("#include");
        return include ? Optional.of(include(cursor.next())) : Optional.empty();
    }

    private boolean followedByBlank(Token token) {
        return token.end() < cursor.text().length()
                && WordScanner.isBlank(cursor.text().charAt(token.end()));
    }

    private Statement abi(Token keyword) {
        FileReference file = fileReference("abi rule");
        cursor.expectMark(",", "abi rule");
        return new Abi(file, cursor.span(keyword.start()));
    }

    private Statement include(Token keyword) {
        boolean ifExists = acceptIfExists();
        FileReference file = fileReference("include");
        return new Include(file, ifExists, List.of(), cursor.span(keyword.start()));
    }

    private boolean acceptIfExists() {
        int start = cursor.lexer().position();
        if (cursor.lexer().rlimit().isKeyword("if") && cursor.lexer().rlimit().isKeyword("exists")) {
            return true;
        }
        cursor.lexer().reset(start);
        return false;
    }

    private FileReference fileReference(String construct) {
        Token token = cursor.lexer().fileName();
        boolean magic = token.is(Kind.LABEL);
        if (token.is(Kind.UNKNOWN) || token.is(Kind.END)) {
            throw cursor.unexpected(token, construct, "<a file on the search path> or \"a path\"");
        }
        String name = magic ? unquoted(token.text().substring(1, token.text().length() - 1)) : token.text();
        if (name.isBlank()) {
            throw cursor.failed(token.start(), construct + ": the file has no name");
        }
        return new FileReference(name.strip(), magic);
    }

    private static String unquoted(String name) {
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1) : name;
    }

    private Statement alias(Token keyword) {
        Aare from = path("alias rule");
        cursor.expectMark("->", "alias rule");
        Aare to = Cursor.aare(cursor.lexer().word());
        cursor.expectMark(",", "alias rule");
        return new Alias(from, to, cursor.span(keyword.start()));
    }

    private Aare path(String construct) {
        Token token = cursor.next();
        if (!token.is(Kind.LABEL) && !token.is(Kind.QUOTED) && !token.is(Kind.NAME)) {
            throw cursor.unexpected(token, construct, "a path");
        }
        return Cursor.aare(token);
    }

    private Statement assignment(Token variable) {
        Token operator = cursor.next();
        AssignmentOperator how = OPERATORS.get(operator.text());
        if (how == null || !operator.is(Kind.MARK)) {
            throw cursor.unexpected(operator, "variable assignment", "'=' or '+='");
        }
        return variable.is(Kind.BOOLEAN) ? booleanValue(variable, how) : values(variable, how);
    }

    private Statement values(Token variable, AssignmentOperator operator) {
        List<Aare> values = new ArrayList<>();
        Token token = cursor.peek(cursor.lexer()::assigned);
        while (!token.is(Kind.NEWLINE) && !token.is(Kind.END)) {
            values.add(Cursor.aare(value(cursor.lexer().assigned())));
            token = cursor.peek(cursor.lexer()::assigned);
        }
        if (values.isEmpty()) {
            throw cursor.unexpected(token, "variable assignment", "at least one value");
        }
        return new VariableAssignment(name(variable), operator, values, cursor.span(variable.start()));
    }

    private Token value(Token token) {
        if (token.isMark(",")) {
            throw cursor.failed(token.start(), "variable assignment: ends with its line, without a comma");
        }
        if (token.is(Kind.UNKNOWN)) {
            throw cursor.unexpected(token, "variable assignment", "a value");
        }
        return token;
    }

    private Statement booleanValue(Token variable, AssignmentOperator operator) {
        if (operator == AssignmentOperator.ADD) {
            cursor.error(variable.start(), "boolean assignment: '+=' is for variables that start with '@'");
        }
        Expression value = new ExpressionParser(cursor, true).expression();
        Token end = cursor.peek(cursor.lexer()::assigned);
        if (!end.is(Kind.NEWLINE) && !end.is(Kind.END)) {
            throw cursor.unexpected(end, "boolean assignment", "the end of the line");
        }
        return new BooleanAssignment(name(variable), operator, value, cursor.span(variable.start()));
    }

    static String name(Token variable) {
        return variable.text().replaceAll("[@${}]", "");
    }
}
