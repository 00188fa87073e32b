package org.aafleet.plan;

import java.util.List;

/**
 * What would be done on a host.
 *
 * @param blockers reasons why nothing is done there, each with what would mend it
 * @param warnings what the operator should know although it stops nothing
 */
public record HostPlan(String host, List<ServicePlan> services, List<String> blockers, List<String> warnings) {

    public HostPlan {
        services = List.copyOf(services);
        blockers = List.copyOf(blockers);
        warnings = List.copyOf(warnings);
    }

    public boolean isBlocked() {
        return !blockers.isEmpty();
    }

    public boolean isNoOp() {
        return services.stream().allMatch(ServicePlan::isNoOp);
    }

    public List<ServicePlan> changing() {
        return services.stream().filter(service -> !service.isNoOp()).toList();
    }

    public List<String> restarts() {
        return services.stream()
                .flatMap(service -> service.restarts().stream())
                .distinct()
                .toList();
    }
}
