package org.aafleet.plan;

import java.util.List;
import java.util.Optional;
import org.aafleet.host.ServiceRevision;
import org.aafleet.policy.access.ProfileChange;

/**
 * What a host transaction does for one service; no change at all is the common case.
 *
 * @param meaning what its processes may do after it that they might not before, and the other way round, where that is known;
 *     empty where its profiles are new
 */
public record ServicePlan(
        DesiredService desired, ServiceRevision next, List<Change> changes, Optional<List<ProfileChange>> meaning) {

    public ServicePlan {
        changes = List.copyOf(changes);
        meaning = meaning.map(List::copyOf);
    }

    public boolean isNoOp() {
        return changes.isEmpty();
    }

    /** Those that come of the playbook's {@code restart}. */
    public List<String> restarts() {
        return changes.stream()
                .filter(Change.Restart.class::isInstance)
                .map(change -> ((Change.Restart) change).unit())
                .toList();
    }
}
