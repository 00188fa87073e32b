package org.aafleet.learn;

import java.util.List;

/**
 * One way to allow something.
 *
 * @param label what it is called where its rules do not say it themselves; empty otherwise
 * @param rules in AppArmor's language, of the profile in question
 */
public record Choice(String label, List<String> rules) {

    public Choice {
        rules = List.copyOf(rules);
    }

    static Choice of(String rule) {
        return new Choice("", List.of(rule));
    }

    /** As a person picks it. */
    public String text() {
        String first = rules.get(0) + (rules.size() > 1 ? "  (and " + (rules.size() - 1) + " more)" : "");
        return label.isEmpty() ? first : label;
    }
}
