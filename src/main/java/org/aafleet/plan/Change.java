package org.aafleet.plan;

import java.util.Optional;

/** One difference between what a host has and what it shall have. */
public sealed interface Change {

    /**
     * A managed file's text.
     *
     * @param before empty for a new file
     * @param after empty for one that goes away
     */
    record FileText(String path, Optional<String> before, Optional<String> after) implements Change {}

    /** A profile file of somebody else stops being loaded, by a link in {@code disable/}. */
    record RetireFile(String path, Optional<String> owner) implements Change {}

    /** A profile file of somebody else is loaded again. */
    record ReinstateFile(String path) implements Change {}

    /** A link that switches a file off or to complain appears or goes. */
    record SwitchLink(String path, boolean present) implements Change {}

    /**
     * What the kernel has of a profile, child or hat.
     *
     * @param before its mode; empty when it is not loaded
     * @param after its mode; empty when it is unloaded
     */
    record LoadedMode(String profile, Optional<String> before, Optional<String> after) implements Change {}

    /** The kernel is given a profile anew, in the mode that it has. */
    record Reload(String profile, String mode) implements Change {}

    /** What the playbook's {@code restart} asks for. */
    record Restart(String unit, String reason) implements Change {}

    /** What goes with a change of a file of the service's own configuration. */
    record RestartWith(String unit, String path) implements Change {}
}
