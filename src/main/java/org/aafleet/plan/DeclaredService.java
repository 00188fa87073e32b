package org.aafleet.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.aafleet.catalog.Service;
import org.aafleet.catalog.ServiceMode;
import org.aafleet.playbook.RolloutStep;
import org.aafleet.playbook.ServiceEntry;

/**
 * A service as the playbook has it, before the host was asked.
 *
 * @param discoveries the scripts that read its configuration on the host, by service; empty when that is not wanted
 */
public record DeclaredService(
        ServiceEntry entry, Service service, Declaration declaration, Map<String, String> discoveries) {

    public DeclaredService {
        discoveries = Collections.unmodifiableMap(new LinkedHashMap<>(discoveries));
    }

    /** As it is in a stage of a rollout: what shall enforce complains as long as the stage does. */
    DeclaredService at(RolloutStep step) {
        return step == RolloutStep.COMPLAIN && entry.mode() == ServiceMode.ENFORCE
                ? new DeclaredService(
                        entry.in(ServiceMode.COMPLAIN), service, declaration.in(ServiceMode.COMPLAIN), discoveries)
                : this;
    }

    public String name() {
        return service.name();
    }
}
