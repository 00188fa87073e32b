package org.aafleet.rollout;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aafleet.catalog.Service;
import org.aafleet.playbook.ServiceProbe;

/**
 * A service to look at on a host, and what tells whether it works.
 *
 * @param discoveries scripts that read its configuration on the host, by service, in their order; none when it is not read
 */
public record ServiceTarget(Service service, List<ServiceProbe> probes, Map<String, String> discoveries) {

    public ServiceTarget {
        probes = List.copyOf(probes);
        discoveries = Collections.unmodifiableMap(new LinkedHashMap<>(discoveries));
    }

    public String name() {
        return service.name();
    }
}
