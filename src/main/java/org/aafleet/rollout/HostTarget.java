package org.aafleet.rollout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.aafleet.catalog.Service;
import org.aafleet.fleet.HostSession;
import org.aafleet.fleet.ServiceProbes;
import org.aafleet.host.Period;
import org.aafleet.host.Questions;
import org.aafleet.plan.DesiredHost;
import org.aafleet.plan.Programs;
import org.aafleet.playbook.ServiceProbe;

/** A host of a run: the services that the run is about, and the way to it. */
public record HostTarget(List<ServiceTarget> services, HostSession session) {

    public HostTarget {
        services = List.copyOf(services);
    }

    static HostTarget of(DesiredHost host, HostSession session) {
        return new HostTarget(targets(host, true), session);
    }

    static List<ServiceTarget> targets(DesiredHost host, boolean discover) {
        return host.services().stream()
                .map(service -> new ServiceTarget(
                        service.service(), service.entry().probe(), discover ? service.discoveries() : Map.of()))
                .toList();
    }

    public String name() {
        return session.host();
    }

    ServiceProbes probes() {
        Map<String, List<ServiceProbe>> probes = new LinkedHashMap<>();
        services.forEach(service -> probes.put(service.name(), service.probes()));
        return new ServiceProbes(probes);
    }

    Questions questions() {
        Set<String> processes = new LinkedHashSet<>();
        Set<String> rivals = new LinkedHashSet<>();
        Set<String> units = new LinkedHashSet<>();
        Map<String, String> discoveries = new LinkedHashMap<>();
        Map<String, Map<String, String>> counts = new LinkedHashMap<>();
        Set<String> includes = new TreeSet<>();
        List<String> names = new ArrayList<>();
        for (ServiceTarget target : services) {
            Service service = target.service();
            names.add(service.name());
            processes.addAll(Programs.processWords(service));
            rivals.addAll(Programs.rivalWords(service));
            units.addAll(service.about().units());
            includes.addAll(service.includes());
            if (!service.about().activity().isEmpty()) {
                counts.put(service.name(), service.about().activity());
            }
            target.discoveries().forEach(discoveries::putIfAbsent);
        }
        return new Questions(
                names,
                List.copyOf(processes),
                List.copyOf(rivals),
                List.copyOf(units),
                probes().checks(),
                discoveries,
                List.copyOf(includes),
                counts,
                Period.NONE,
                false);
    }
}
