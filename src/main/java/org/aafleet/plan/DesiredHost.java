package org.aafleet.plan;

import java.util.List;
import org.aafleet.inventory.Host;
import org.aafleet.inventory.Variables;

/**
 * What a host shall be.
 *
 * @param variables its variables, those of the play on top
 */
public record DesiredHost(Host host, Variables variables, List<DeclaredService> services) {

    public DesiredHost {
        services = List.copyOf(services);
    }

    public String name() {
        return host.name();
    }
}
