package org.aafleet.policy.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code flags=(complain, attach_disconnected)}, or the old form without {@code flags=}.
 *
 * @param span from {@code flags} or the parenthesis to the closing one
 */
public record FlagList(List<Word> flags, Span span) {

    public FlagList {
        flags = List.copyOf(flags);
    }

    @Override
    public String toString() {
        return "flags=(" + flags.stream().map(Word::toString).collect(Collectors.joining(", ")) + ")";
    }
}
