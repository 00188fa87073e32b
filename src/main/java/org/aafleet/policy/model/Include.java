package org.aafleet.policy.model;

import java.util.List;

/**
 * {@code include <abstractions/base>}; {@code #include} is its old spelling.
 *
 * @param ifExists an absent file is no error
 * @param content what the loader found there; empty in a file that was only parsed
 */
public record Include(FileReference file, boolean ifExists, List<Statement> content, Span span) implements Statement {

    public Include {
        content = List.copyOf(content);
    }

    public Include withContent(List<Statement> found) {
        return new Include(file, ifExists, found, span);
    }

    @Override
    public String construct() {
        return "include";
    }

    @Override
    public String toString() {
        return (ifExists ? "include if exists " : "include ") + file;
    }
}
