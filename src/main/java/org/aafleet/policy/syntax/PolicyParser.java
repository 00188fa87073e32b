package org.aafleet.policy.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.aafleet.policy.model.Conditional;
import org.aafleet.policy.model.Expression;
import org.aafleet.policy.model.Include;
import org.aafleet.policy.model.Profile;
import org.aafleet.policy.model.ProfileHeader;
import org.aafleet.policy.model.Rule;
import org.aafleet.policy.model.Statement;
import org.aafleet.policy.syntax.Token.Kind;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;

/** Statements, one after the other; what is wrong with one does not hide the next. */
public final class PolicyParser {

    private final Cursor cursor;
    private final PreambleParser preamble;
    private final HeaderParser headers;
    private final RuleParser rules;
    private boolean profileSeen;

    private PolicyParser(Source source, Location base, Problems problems) {
        this.cursor = new Cursor(source, base, problems);
        this.preamble = new PreambleParser(cursor);
        this.headers = new HeaderParser(cursor);
        this.rules = new RuleParser(cursor, this::body);
    }

    /** A whole file: preamble, then profiles. */
    public static List<Statement> file(Source source, Problems problems) {
        PolicyParser parser = new PolicyParser(source, source.at(1, 1), problems);
        List<Statement> statements = parser.statements(parser::fileStatement);
        parser.refuseOpenComment();
        return statements;
    }

    /** What may stand between the braces of a profile: an abstraction, a {@code local/} file. */
    public static List<Statement> fragment(Source source, Problems problems) {
        PolicyParser parser = new PolicyParser(source, source.at(1, 1), problems);
        List<Statement> statements = parser.statements(parser::bodyStatement);
        parser.refuseOpenComment();
        return statements;
    }

    /**
     * Rules and nothing else, from a text that stands in another file.
     *
     * @param base the place of the text's first character
     */
    public static List<Rule> rules(Source source, Location base, Problems problems) {
        PolicyParser parser = new PolicyParser(source, base, problems);
        List<Rule> rules = new ArrayList<>();
        for (Statement statement : parser.statements(parser::bodyStatement)) {
            if (statement instanceof Rule rule) {
                rules.add(rule);
            } else {
                parser.cursor.error(statement.span().start(), "only rules may stand here, no " + statement.construct());
            }
        }
        return rules;
    }

    private List<Statement> statements(Supplier<Statement> reader) {
        List<Statement> statements = new ArrayList<>();
        while (!cursor.peek().is(Kind.END) && !cursor.hasTooManyProblems()) {
            if (cursor.peek().isMark("}")) {
                cursor.error(cursor.next().start(), "'}' closes nothing");
            } else {
                read(reader).ifPresent(statements::add);
            }
        }
        return statements;
    }

    private Optional<Statement> read(Supplier<Statement> reader) {
        int start = cursor.lexer().position();
        int depth = cursor.depth();
        try {
            return Optional.of(reader.get());
        } catch (SyntaxError e) {
            cursor.report(e.problem());
            cursor.returnTo(depth);
            Recovery.skip(cursor, Math.max(start, e.resumeAt()));
            if (cursor.lexer().position() == start) {
                cursor.lexer().reset(start + 1);
            }
            return Optional.empty();
        }
    }

    private Statement fileStatement() {
        Token first = cursor.peek();
        Optional<Statement> found = preamble.statement();
        if (found.isEmpty()) {
            profileSeen = true;
            return profile();
        }
        if (profileSeen && !(found.get() instanceof Include)) {
            cursor.error(first.start(), found.get().construct() + ": must stand before the first profile");
        }
        return found.get();
    }

    private Statement bodyStatement() {
        Token token = cursor.peek();
        if (token.isKeyword("profile") || token.isKeyword("hat") || token.isMark("^")) {
            return profile();
        }
        if (token.isKeyword("if")) {
            return conditional(cursor.next());
        }
        return preamble.abiOrInclude().orElseGet(rules::ruleOrBlock);
    }

    private Statement profile() {
        ProfileHeader header = headers.header();
        List<Statement> body = body(header.isHat() ? "hat" : "profile");
        return new Profile(header, body, cursor.span(header.span().start()));
    }

    private Statement conditional(Token keyword) {
        Expression condition = new ExpressionParser(cursor, false).expression();
        List<Statement> body = body("conditional");
        return new Conditional(condition, body, otherwise(), cursor.span(keyword.start()));
    }

    private Optional<List<Statement>> otherwise() {
        if (!cursor.acceptKeyword("else")) {
            return Optional.empty();
        }
        if (!cursor.peek().isKeyword("if")) {
            return Optional.of(body("conditional"));
        }
        Token nested = cursor.next();
        cursor.enter(nested.start(), "conditional");
        Statement chained = conditional(nested);
        cursor.leave();
        return Optional.of(List.of(chained));
    }

    /** The statements between braces, with the braces. */
    private List<Statement> body(String construct) {
        Token open = cursor.next();
        if (!open.isMark("{")) {
            throw cursor.unexpected(open, construct, "'{'");
        }
        cursor.enter(open.start(), construct);
        List<Statement> statements = new ArrayList<>();
        while (!cursor.acceptMark("}")) {
            if (cursor.peek().is(Kind.END) || cursor.hasTooManyProblems()) {
                throw cursor.failed(open.start(), construct + ": '{' is never closed");
            }
            read(this::bodyStatement).ifPresent(statements::add);
        }
        cursor.leave();
        return statements;
    }

    private void refuseOpenComment() {
        int start = cursor.lexer().openComment();
        if (start >= 0) {
            cursor.error(start, "comment: the file must not end within a comment", Optional.of("end the last line"));
        }
    }
}
