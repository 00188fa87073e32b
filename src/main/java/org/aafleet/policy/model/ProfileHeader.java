package org.aafleet.policy.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What stands before a profile's opening brace.
 *
 * @param name as written, possibly {@code :namespace:name}; see {@link ProfileName}
 * @param attachment the executables that it attaches to; a profile whose name is a path attaches to that without one
 * @param identities {@code +identities=(…)} of parser 5.0
 * @param span from the first word to the last, without the brace
 */
public record ProfileHeader(
        Introducer introducer,
        Word name,
        Optional<Word> attachment,
        List<Condition> xattrs,
        List<Word> identities,
        Optional<FlagList> flags,
        Span span) {

    public ProfileHeader {
        xattrs = List.copyOf(xattrs);
        identities = List.copyOf(identities);
    }

    public enum Introducer {
        NONE(""),
        PROFILE("profile "),
        HAT("hat "),
        CARET("^");

        private final String text;

        Introducer(String text) {
            this.text = text;
        }
    }

    public boolean isHat() {
        return introducer == Introducer.HAT || introducer == Introducer.CARET;
    }

    public boolean hasFlag(String flag) {
        return flags.stream()
                .flatMap(list -> list.flags().stream())
                .anyMatch(one -> one.text().equals(flag));
    }

    @Override
    public String toString() {
        return introducer.text
                + name
                + attachment.map(word -> " " + word).orElse("")
                + (xattrs.isEmpty() ? "" : " xattrs=(" + joined(xattrs) + ")")
                + (identities.isEmpty() ? "" : " +identities=(" + joined(identities) + ")")
                + flags.map(list -> " " + list).orElse("");
    }

    private static String joined(List<?> words) {
        return words.stream().map(ProfileHeader::listed).collect(Collectors.joining(" "));
    }

    private static String listed(Object word) {
        return word instanceof Condition condition && !condition.values().isEmpty()
                ? condition.name() + "=" + condition.values().get(0)
                : word.toString();
    }
}
