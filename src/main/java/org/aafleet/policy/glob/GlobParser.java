package org.aafleet.policy.glob;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** AARE to its parts: apparmor.d(5), Globbing; where that is silent, what apparmor_parser compiles (measured). */
final class GlobParser {

    private static final int MAX_DEPTH = 50;

    private final String text;
    private int at;
    private int depth;

    GlobParser(String text) {
        this.text = text;
    }

    Glob parse() throws GlobException {
        Glob glob = sequence();
        if (at < text.length()) {
            throw new GlobException("'" + text.charAt(at) + "' closes nothing");
        }
        return glob;
    }

    private Glob sequence() throws GlobException {
        List<Glob> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        while (at < text.length() && !endsChoice(text.charAt(at))) {
            char c = text.charAt(at);
            switch (c) {
                case '*', '?', '[', '{' -> {
                    flush(literal, parts);
                    parts.add(special(c));
                }
                case ']', '}' -> throw new GlobException("'" + c + "' closes nothing");
                case '\\' -> literal.append(escaped());
                default -> {
                    literal.append(c);
                    at++;
                }
            }
        }
        flush(literal, parts);
        return parts.size() == 1 ? parts.get(0) : new Glob.Sequence(parts);
    }

    private boolean endsChoice(char c) {
        return depth > 0 && (c == ',' || c == '}');
    }

    private static void flush(StringBuilder literal, List<Glob> parts) {
        if (!literal.isEmpty()) {
            parts.add(new Glob.Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    private Glob special(char c) throws GlobException {
        return switch (c) {
            case '*' -> star();
            case '?' -> {
                at++;
                yield new Glob.OneOf(allButSlash(), false);
            }
            case '[' -> characterClass();
            default -> alternation();
        };
    }

    /** Where stars make up a whole component, {@code /*} or {@code /**}, the directory itself is not matched. */
    private Glob star() {
        boolean afterSlash = at > 0 && text.charAt(at - 1) == '/';
        int end = at;
        while (end < text.length() && text.charAt(end) == '*') {
            end++;
        }
        boolean component = afterSlash && (end == text.length() || text.charAt(end) == '/');
        boolean twice = at + 1 < end;
        at += twice ? 2 : 1;
        return new Glob.Star(twice, component);
    }

    private Glob alternation() throws GlobException {
        if (++depth >= MAX_DEPTH) {
            throw new GlobException("more than " + MAX_DEPTH + " nested '{'");
        }
        List<Glob> choices = new ArrayList<>();
        do {
            at++;
            choices.add(sequence());
        } while (at < text.length() && text.charAt(at) == ',');
        if (at >= text.length()) {
            throw new GlobException("'{' is never closed");
        }
        if (choices.size() < 2) {
            throw new GlobException("'{}' needs at least two choices, with a comma between them");
        }
        at++;
        depth--;
        return new Glob.Alternation(choices);
    }

    private Glob characterClass() throws GlobException {
        at++;
        boolean negated = at < text.length() && text.charAt(at) == '^';
        at += negated ? 1 : 0;
        BitSet members = new BitSet();
        while (at < text.length() && text.charAt(at) != ']') {
            char from = member();
            boolean range = at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']';
            at += range ? 1 : 0;
            char to = range ? member() : from;
            members.set(from, Math.max(from, to) + 1);
        }
        if (at >= text.length()) {
            throw new GlobException("'[' is never closed");
        }
        if (members.isEmpty()) {
            throw new GlobException("'[]' lists no character");
        }
        at++;
        if (negated) {
            members.flip(0, Glob.LAST_BYTE + 1);
        }
        members.clear(0);
        return new Glob.OneOf(members, !negated);
    }

    private char member() throws GlobException {
        char c = text.charAt(at);
        if (c == '\\') {
            return escaped();
        }
        at++;
        return c;
    }

    /** A backslash and what it stands for. Before a character that needs none it means nothing. */
    private char escaped() throws GlobException {
        Escapes.Escape escape = Escapes.at(text, at);
        if (escape.length() == 0) {
            throw new GlobException("'\\' at the end escapes nothing");
        }
        at += escape.length();
        return escape.character();
    }

    private static BitSet allButSlash() {
        BitSet bytes = new BitSet();
        bytes.set(1, Glob.LAST_BYTE + 1);
        bytes.clear('/');
        return bytes;
    }
}
