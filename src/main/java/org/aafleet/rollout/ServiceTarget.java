package org.aafleet.rollout;

import java.util.List;
import org.aafleet.catalog.Service;
import org.aafleet.playbook.ServiceProbe;

/** A service to look at on a host, and what tells whether it works. */
public record ServiceTarget(Service service, List<ServiceProbe> probes) {

    public ServiceTarget {
        probes = List.copyOf(probes);
    }

    public String name() {
        return service.name();
    }
}
