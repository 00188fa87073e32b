package org.aafleet.policy.access;

import java.util.List;
import java.util.Optional;
import org.aafleet.policy.ActiveRule;

/**
 * Whether a profile lets a process do something with a file, and why.
 *
 * @param audited whether the kernel writes it down though it is allowed, or though the denial would be silent
 * @param because the rule that decides; none when no rule speaks of it, which denies it
 * @param equal further rules that say the same
 */
public record FileDecision(boolean allowed, boolean audited, Optional<ActiveRule> because, List<ActiveRule> equal) {

    static final FileDecision UNSPOKEN = new FileDecision(false, true, Optional.empty(), List.of());

    public FileDecision {
        equal = List.copyOf(equal);
    }

    /** A {@code deny} rule says so; without {@code audit} the kernel is silent about it. */
    public boolean isDeniedOnPurpose() {
        return !allowed && because.isPresent();
    }
}
