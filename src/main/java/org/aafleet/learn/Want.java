package org.aafleet.learn;

import java.util.List;
import java.util.Optional;
import org.aafleet.audit.AuditRecord;
import org.aafleet.audit.RecordedAccess;
import org.aafleet.policy.access.Access;

/** What a process wanted and its profile does not grant. */
public sealed interface Want {

    /** What a rule can grant. */
    record Use(Access access) implements Want {}

    /** To enter a hat that the profile does not have. */
    record EnterHat(String name) implements Want {}

    /**
     * A file whose path does not begin at the root that the kernel knows, as in another mount namespace: what only the flag
     * {@code attach_disconnected} lets a rule speak of.
     */
    record Disconnected(String path) implements Want {}

    /** @return none where the record does not say enough */
    static List<Want> of(AuditRecord event) {
        Optional<String> name = event.get("name");
        if (event.get("info").filter(info -> info.contains("disconnected path")).isPresent() && name.isPresent()) {
            return List.of(new Disconnected(name.get()));
        }
        if (event.operation().equals("change_hat") && name.isPresent()) {
            return List.of(new EnterHat(name.get()));
        }
        return RecordedAccess.denied(event).stream().<Want>map(Use::new).toList();
    }
}
