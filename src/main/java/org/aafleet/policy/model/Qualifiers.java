package org.aafleet.policy.model;

import java.util.Locale;
import java.util.Optional;

/**
 * What may stand before a rule, in this order.
 *
 * @param priority -1000 to 1000, 0 where none is given; parser 4.1 and newer
 * @param owner only file and link rules take it
 */
public record Qualifiers(int priority, boolean audit, Optional<Mode> mode, Optional<Owner> owner) {

    public static final Qualifiers NONE = new Qualifiers(0, false, Optional.empty(), Optional.empty());

    public enum Mode {
        ALLOW,
        DENY,
        PROMPT
    }

    public enum Owner {
        OWNER,
        OTHER
    }

    public boolean isDeny() {
        return mode.equals(Optional.of(Mode.DENY));
    }

    /** The words in order, each followed by a space. */
    @Override
    public String toString() {
        return (priority == 0 ? "" : "priority=" + priority + " ")
                + (audit ? "audit " : "")
                + mode.map(Qualifiers::keyword).orElse("")
                + owner.map(Qualifiers::keyword).orElse("");
    }

    private static String keyword(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT) + " ";
    }
}
