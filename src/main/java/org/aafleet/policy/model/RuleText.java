package org.aafleet.policy.model;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts the parts of a rule together; a part that is absent leaves no trace. */
final class RuleText {

    private final StringBuilder text = new StringBuilder();

    RuleText(Qualifiers qualifiers, String keyword) {
        text.append(qualifiers).append(keyword);
    }

    RuleText word(Object word) {
        text.append(' ').append(word);
        return this;
    }

    RuleText word(Optional<?> word) {
        word.ifPresent(this::word);
        return this;
    }

    RuleText access(Set<? extends Enum<?>> access) {
        return access.isEmpty() ? this : word("(" + keywords(access) + ")");
    }

    RuleText condition(String name, Optional<?> value) {
        value.ifPresent(given -> word(name + "=" + given));
        return this;
    }

    RuleText target(Optional<?> target) {
        target.ifPresent(given -> word("-> " + given));
        return this;
    }

    /** The conditions on the other end, without their leading space; nothing where there are none. */
    RuleText peer(RuleText conditions) {
        return conditions.text.isEmpty() ? this : word("peer=(" + conditions.text.substring(1) + ")");
    }

    static RuleText conditions() {
        return new RuleText(Qualifiers.NONE, "");
    }

    String end() {
        return text.append(',').toString();
    }

    private static String keywords(Collection<? extends Enum<?>> access) {
        return access.stream()
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
