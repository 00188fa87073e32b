package org.aafleet.inventory;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line into words as Python's {@code shlex.split} does, which INI inventories and ssh arguments are read with:
 * quotes, backslashes and, on request, comments. A {@code #} starts a comment even inside a word.
 */
final class ShellWords {

    private final String line;
    private final boolean comments;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean started;
    private int next;

    private ShellWords(String line, boolean comments) {
        this.line = line;
        this.comments = comments;
    }

    /** @throws IllegalArgumentException for a quote that is not closed or a backslash at the end */
    static List<String> split(String line, boolean comments) {
        return new ShellWords(line, comments).split();
    }

    private List<String> split() {
        while (next < line.length()) {
            char c = line.charAt(next++);
            if (c == '#' && comments) {
                break;
            }
            if (" \t\r\n".indexOf(c) >= 0) {
                endWord();
            } else {
                started = true;
                part(c);
            }
        }
        endWord();
        return words;
    }

    private void part(char c) {
        switch (c) {
            case '\'' -> singleQuoted();
            case '"' -> doubleQuoted();
            case '\\' -> word.append(escaped());
            default -> word.append(c);
        }
    }

    private void singleQuoted() {
        int end = line.indexOf('\'', next);
        if (end < 0) {
            throw new IllegalArgumentException("a ' is not closed");
        }
        word.append(line, next, end);
        next = end + 1;
    }

    private void doubleQuoted() {
        while (next < line.length()) {
            char c = line.charAt(next++);
            if (c == '"') {
                return;
            }
            if (c == '\\') {
                char literal = escaped();
                word.append(literal == '"' || literal == '\\' ? "" : "\\").append(literal);
            } else {
                word.append(c);
            }
        }
        throw new IllegalArgumentException("a \" is not closed");
    }

    private char escaped() {
        if (next >= line.length()) {
            throw new IllegalArgumentException("a backslash at the end escapes nothing");
        }
        return line.charAt(next++);
    }

    private void endWord() {
        if (started) {
            words.add(word.toString());
            word.setLength(0);
            started = false;
        }
    }
}
