package org.aafleet.policy.syntax;

import java.util.Collection;
import java.util.Optional;
import org.aafleet.policy.model.Aare;
import org.aafleet.policy.model.Span;
import org.aafleet.policy.model.Word;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.problem.Suggestion;
import org.aafleet.yaml.Source;
import org.jspecify.annotations.Nullable;

/** A place in the text, and what can be said about it. */
final class Cursor {

    /** More than a person reads; a binary file must not fill the memory with its problems. */
    private static final int MAX_PROBLEMS = 200;

    /** Keeps the stack safe; the deepest policy known is a stress test with 50 conditionals. */
    private static final int MAX_DEPTH = 120;

    private final Source source;
    private final Lexer lexer;
    private final LineMap lines;
    private final Problems problems;
    private @Nullable Token peeked;
    private int peekedAt;
    private int found;
    private int depth;

    Cursor(Source source, Location base, Problems problems) {
        this.source = source;
        this.lexer = new Lexer(source.text());
        this.lines = new LineMap(source.text(), base);
        this.problems = problems;
    }

    Lexer lexer() {
        return lexer;
    }

    String text() {
        return source.text();
    }

    /** A token as the reader sees it, without moving. */
    Token peek(TokenReader reader) {
        int start = lexer.position();
        Token token = reader.read();
        lexer.reset(start);
        return token;
    }

    /** What stands at one place is asked for many times: for each keyword that may begin a rule. */
    Token peek() {
        if (peeked == null || peekedAt != lexer.position()) {
            peekedAt = lexer.position();
            peeked = peek(lexer::statement);
        }
        return peeked;
    }

    Token next() {
        return lexer.statement();
    }

    boolean acceptKeyword(String keyword) {
        if (peek().isKeyword(keyword)) {
            next();
            return true;
        }
        return false;
    }

    boolean acceptMark(TokenReader reader, String mark) {
        if (peek(reader).isMark(mark)) {
            reader.read();
            return true;
        }
        return false;
    }

    boolean acceptMark(String mark) {
        return acceptMark(lexer::statement, mark);
    }

    void expectMark(TokenReader reader, String mark, String construct) {
        Token token = reader.read();
        if (!token.isMark(mark)) {
            throw unexpected(token, construct, "'" + mark + "'");
        }
    }

    void expectMark(String mark, String construct) {
        expectMark(lexer::statement, mark, construct);
    }

    /** From an earlier offset to the end of what was read last. */
    Span span(int start) {
        return lines.span(start, lexer.position());
    }

    Span span(Token token) {
        return lines.span(token.start(), token.end());
    }

    Word word(Token token) {
        return new Word(token.text(), span(token));
    }

    static Aare aare(Token token) {
        return new Aare(token.text());
    }

    SyntaxError unexpected(Token token, String construct, String expected) {
        String message = construct + ": expected " + expected + ", not " + token.describe();
        Problem problem = at(token.start(), message);
        boolean comma = expected.equals("','") && !token.is(Token.Kind.UNKNOWN);
        return new SyntaxError(comma ? problem.withHint("a rule ends with a comma") : problem, token.start());
    }

    SyntaxError failed(int start, String message) {
        return new SyntaxError(at(start, message), lexer.position());
    }

    SyntaxError failed(int start, String message, String hint) {
        return new SyntaxError(at(start, message).withHint(hint), lexer.position());
    }

    /** Something wrong that does not keep the rest from being understood. */
    void error(int start, String message) {
        report(at(start, message));
    }

    void error(int start, String message, Optional<String> hint) {
        report(at(start, message).withHint(hint));
    }

    void unknown(int start, String construct, String what, String given, Collection<String> known) {
        error(start, construct + ": unknown " + what + " '" + given + "'", Suggestion.didYouMean(given, known));
    }

    void warn(int start, String message) {
        Location at = lines.at(start);
        report(Problem.warning(at, message).withExcerpt(excerpt(start)));
    }

    void report(Problem problem) {
        if (found < MAX_PROBLEMS) {
            problems.add(problem);
        }
        found++;
    }

    boolean hasTooManyProblems() {
        return found >= MAX_PROBLEMS;
    }

    void enter(int start, String construct) {
        if (++depth > MAX_DEPTH) {
            throw failed(start, construct + ": nested more than " + MAX_DEPTH + " levels deep");
        }
    }

    void leave() {
        depth--;
    }

    int depth() {
        return depth;
    }

    /** After an error: the levels that it left are left. */
    void returnTo(int level) {
        depth = level;
    }

    private Problem at(int start, String message) {
        return Problem.error(lines.at(start), message).withExcerpt(excerpt(start));
    }

    private Optional<String> excerpt(int start) {
        int lineStart = source.text().lastIndexOf('\n', start - 1) + 1;
        int lineEnd = source.text().indexOf('\n', start);
        Source line =
                new Source(source.name(), source.text().substring(lineStart, lineEnd < 0 ? text().length() : lineEnd));
        return line.excerpt(line.at(1, start - lineStart + 1));
    }
}
