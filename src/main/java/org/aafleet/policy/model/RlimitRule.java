package org.aafleet.policy.model;

import java.util.List;
import java.util.Optional;

/**
 * {@code set rlimit nofile <= 1024,}. It takes no qualifiers.
 *
 * @param value a number or {@code infinity}
 * @param unit {@code K}, {@code min} … where one is given
 */
public record RlimitRule(String limit, String value, Optional<String> unit, Span span) implements Rule {

    @Override
    public Qualifiers qualifiers() {
        return Qualifiers.NONE;
    }

    @Override
    public String construct() {
        return "rlimit rule";
    }

    @Override
    public String text() {
        return "set rlimit " + limit + " <= " + value
                + unit.map(given -> " " + given).orElse("") + ",";
    }

    @Override
    public List<Aare> patterns() {
        return List.of();
    }
}
