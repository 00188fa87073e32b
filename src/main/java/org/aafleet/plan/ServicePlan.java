package org.aafleet.plan;

import java.util.List;
import java.util.Optional;
import org.aafleet.host.ServiceRevision;

/**
 * What a host transaction does for one service; no change at all is the common case.
 *
 * @param review what is known of its new policy, where its files change
 */
public record ServicePlan(
        DesiredService desired, ServiceRevision next, List<Change> changes, Optional<PolicyReview> review) {

    public ServicePlan {
        changes = List.copyOf(changes);
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
