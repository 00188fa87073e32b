package org.aafleet.policy.access;

import java.util.Optional;
import java.util.Set;
import org.aafleet.policy.ActiveRule;

/**
 * Accesses that a change of a profile decides in another way than before, all by the same rules.
 *
 * @param permissions all of them change so for the example
 * @param example an access that changes; shortest of its sort
 * @param before the decision on it, of the first permission
 * @param after the decision on it, of the first permission
 */
public record AccessChange(Effect effect, Set<String> permissions, Access example, Decision before, Decision after) {

    /** What somebody would see of it. */
    public enum Effect {
        GAINED,
        LOST,
        /** A program is executed in another way. */
        EXECUTED_OTHERWISE,
        /** Whether a link may have more permissions than the file that it leads to. */
        LINKED_OTHERWISE,
        /** Allowed or denied as before; what the kernel writes down of it is different. */
        LOGGED_OTHERWISE;

        static Effect of(Decision before, Decision after) {
            if (before.allowed() != after.allowed()) {
                return after.allowed() ? GAINED : LOST;
            }
            return before.exec().equals(after.exec()) ? LOGGED_OTHERWISE : EXECUTED_OTHERWISE;
        }
    }

    /** The rule that grants or denies it now; where none speaks of it any longer, the rule that did. */
    public Optional<ActiveRule> decider() {
        return after.because().or(before::because);
    }

    public Kind kind() {
        return example.kind();
    }
}
