package org.aafleet.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A host's answer to a probe.
 *
 * @param profiles the kernel's list: name to mode
 * @param units systemd service to its active state
 * @param discoveries by service, of those whose configuration was to be read
 * @param includes texts of the files that the services' profiles include, by path; empty when they were not asked for
 * @param recorded what its services were denied of late, or would have been, when that was asked
 * @param evidence how it is in its stage of a rollout, when that was asked
 */
public record ObservedHost(
        Facts facts,
        Map<String, String> profiles,
        List<ObservedProcess> processes,
        Map<String, ObservedService> services,
        List<Rival> rivals,
        Map<String, String> units,
        List<CheckResult> checks,
        Map<String, Discovery> discoveries,
        Map<String, String> includes,
        Recorded recorded,
        Optional<Evidence> evidence) {

    /** One that was not asked for what it recorded. */
    public ObservedHost(
            Facts facts,
            Map<String, String> profiles,
            List<ObservedProcess> processes,
            Map<String, ObservedService> services,
            List<Rival> rivals,
            Map<String, String> units,
            List<CheckResult> checks,
            Map<String, Discovery> discoveries,
            Map<String, String> includes,
            Optional<Evidence> evidence) {
        this(
                facts,
                profiles,
                processes,
                services,
                rivals,
                units,
                checks,
                discoveries,
                includes,
                Recorded.NOTHING,
                evidence);
    }

    public ObservedHost {
        profiles = Map.copyOf(profiles);
        processes = List.copyOf(processes);
        services = Map.copyOf(services);
        rivals = List.copyOf(rivals);
        units = Map.copyOf(units);
        checks = List.copyOf(checks);
        discoveries = Map.copyOf(discoveries);
        includes = Map.copyOf(includes);
    }

    /** The same, without the owner's own lease. */
    public ObservedHost seenBy(Owner owner) {
        return new ObservedHost(
                facts.seenBy(owner),
                profiles,
                processes,
                services,
                rivals,
                units,
                checks,
                discoveries,
                includes,
                recorded,
                evidence);
    }

    /** @param service one whose configuration was to be read */
    public Discovery discovery(String service) {
        return discoveries.getOrDefault(
                service, facts.get("discovery").isPresent() ? Discovery.NOTHING : Discovery.cutOff());
    }

    public ObservedService service(String name) {
        return services.getOrDefault(name, ObservedService.untouched(name));
    }
}
