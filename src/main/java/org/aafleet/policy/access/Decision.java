package org.aafleet.policy.access;

import java.util.List;
import java.util.Optional;
import org.aafleet.policy.ActiveRule;

/**
 * Whether a profile lets a process do something, and why.
 *
 * @param audited whether the kernel writes it down though it is allowed, or though the denial would be silent
 * @param because the rule that decides; none when no rule speaks of it, which denies it
 * @param equal further rules that say the same
 * @param exec how a program is executed, such as {@code ix} or {@code Px -> worker}
 */
public record Decision(
        boolean allowed, boolean audited, Optional<ActiveRule> because, List<ActiveRule> equal, Optional<String> exec) {

    static final Decision UNSPOKEN = new Decision(false, true, Optional.empty(), List.of(), Optional.empty());

    public Decision {
        equal = List.copyOf(equal);
    }

    /** A {@code deny} rule says so; without {@code audit} the kernel is silent about it. */
    public boolean isDeniedOnPurpose() {
        return !allowed && because.isPresent();
    }

    /** Whether nobody could tell the two apart: neither the process nor a reader of the log. */
    public boolean hasSameEffect(Decision other) {
        return allowed == other.allowed && audited == other.audited && exec.equals(other.exec);
    }
}
