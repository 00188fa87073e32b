package org.aafleet.rollout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aafleet.fleet.HostSession;
import org.aafleet.fleet.ServiceProbes;
import org.aafleet.host.Questions;
import org.aafleet.plan.DesiredHost;
import org.aafleet.plan.DesiredService;
import org.aafleet.plan.Programs;
import org.aafleet.playbook.ServiceProbe;

/** A host of a run: what it shall have, and the way to it. */
public record HostTarget(DesiredHost desired, HostSession session) {

    public String name() {
        return desired.name();
    }

    ServiceProbes probes() {
        Map<String, List<ServiceProbe>> probes = new LinkedHashMap<>();
        desired.services()
                .forEach(service -> probes.put(service.name(), service.entry().probe()));
        return new ServiceProbes(probes);
    }

    Questions questions() {
        List<String> services = new ArrayList<>();
        Set<String> processes = new LinkedHashSet<>();
        Set<String> rivals = new LinkedHashSet<>();
        Set<String> units = new LinkedHashSet<>();
        for (DesiredService service : desired.services()) {
            services.add(service.name());
            processes.addAll(Programs.processWords(service.service()));
            rivals.addAll(Programs.rivalWords(service.service()));
            units.addAll(service.service().about().units());
        }
        return new Questions(
                services, List.copyOf(processes), List.copyOf(rivals), List.copyOf(units), probes().checks());
    }
}
