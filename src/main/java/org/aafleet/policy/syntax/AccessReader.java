package org.aafleet.policy.syntax;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.aafleet.policy.syntax.Token.Kind;

/**
 * The access that a rule grants: one word, or several in parentheses. Letters {@code r} and {@code w} stand for the words
 * {@code read} and {@code write} where the rule knows those.
 */
final class AccessReader<E extends Enum<E>> {

    private final Cursor cursor;
    private final String rule;
    private final Class<E> type;
    private final Map<String, E> words;

    AccessReader(Cursor cursor, String rule, Class<E> type, Map<String, E> words) {
        this.cursor = cursor;
        this.rule = rule;
        this.type = type;
        this.words = words;
    }

    /** @return empty where none is named */
    Set<E> read(TokenReader reader) {
        Set<E> access = EnumSet.noneOf(type);
        Token token = cursor.peek(reader);
        if (token.isMark("(")) {
            reader.read();
            list(access);
        } else if (token.is(Kind.NAME) || token.is(Kind.PERMISSIONS)) {
            Optional<Set<E>> one = access(token.text());
            one.ifPresent(found -> {
                reader.read();
                access.addAll(found);
            });
        }
        return access;
    }

    private void list(Set<E> access) {
        Token token = cursor.lexer().listItem();
        while (!token.isMark(")")) {
            if (!token.is(Kind.WORD) && !token.is(Kind.QUOTED)) {
                throw cursor.unexpected(token, rule, "an access word or ')'");
            }
            Optional<Set<E>> found = access(token.text());
            if (found.isEmpty()) {
                cursor.unknown(token.start(), rule, "access", token.text(), new TreeSet<>(words.keySet()));
            }
            found.ifPresent(access::addAll);
            token = cursor.lexer().listItem();
        }
    }

    private Optional<Set<E>> access(String word) {
        E known = words.get(word);
        if (known != null) {
            return Optional.of(Set.of(known));
        }
        E read = words.get("read");
        E write = words.get("write");
        if (read == null || write == null || !word.matches("[rRwW]+")) {
            return Optional.empty();
        }
        Set<E> both = EnumSet.noneOf(type);
        if (word.matches(".*[rR].*")) {
            both.add(read);
        }
        if (word.matches(".*[wW].*")) {
            both.add(write);
        }
        return Optional.of(both);
    }
}
