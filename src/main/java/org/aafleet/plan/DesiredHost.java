package org.aafleet.plan;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.aafleet.catalog.ServiceMode;
import org.aafleet.inventory.Host;
import org.aafleet.inventory.Variables;
import org.aafleet.playbook.RolloutStep;

/**
 * What a host shall be.
 *
 * @param variables its variables, those of the play on top
 */
public record DesiredHost(Host host, Variables variables, List<DeclaredService> services) {

    public DesiredHost {
        services = List.copyOf(services);
    }

    /** What it shall be in a stage of a rollout. */
    public DesiredHost at(RolloutStep step) {
        return new DesiredHost(
                host,
                variables,
                services.stream().map(service -> service.at(step)).toList());
    }

    /** With these services alone; all when none is named. */
    DesiredHost only(List<String> names) {
        return new DesiredHost(
                host,
                variables,
                services.stream()
                        .filter(service -> names.isEmpty() || names.contains(service.name()))
                        .toList());
    }

    /** The services that shall enforce in the end. */
    public Set<String> enforced() {
        return services.stream()
                .filter(service -> service.entry().mode() == ServiceMode.ENFORCE)
                .map(DeclaredService::name)
                .collect(Collectors.toSet());
    }

    public String name() {
        return host.name();
    }
}
