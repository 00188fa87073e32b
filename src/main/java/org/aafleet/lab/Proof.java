package org.aafleet.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What profiles were found to be worth on one host.
 *
 * @param subject the release, and how the site and its profiles were
 * @param unconfined the attacks before any profile was loaded: one that fails then is no attack
 * @param unconfinedProcesses processes of the services that no profile confines
 * @param complaints of the host's parser and the aa-* tools about what was installed, and of an upgrade
 */
public record Proof(
        String subject,
        Attacks unconfined,
        Workload workload,
        Attacks confined,
        List<String> unconfinedProcesses,
        List<String> complaints) {

    public Proof {
        unconfinedProcesses = List.copyOf(unconfinedProcesses);
        complaints = List.copyOf(complaints);
    }

    public Set<String> services() {
        Set<String> services = new LinkedHashSet<>();
        workload.steps().forEach(step -> services.add(step.service()));
        confined.attacks().forEach(attack -> services.add(attack.service()));
        return services;
    }

    /** All that keeps the profiles from holding, a line each. */
    public List<String> shortcomings() {
        List<String> lines = new ArrayList<>();
        unconfined.stopped().forEach(attack -> lines.add("no real attack: " + attack.service() + " " + attack.name()));
        workload.failed().forEach(step -> lines.add("broken: " + step.line()));
        lines.addAll(workload.denials());
        if (workload.lost() > 0) {
            lines.add("lost: " + workload.lost() + " audit records");
        }
        confined.succeeded().stream()
                .filter(attack -> attack.reason().isEmpty())
                .forEach(attack -> lines.add("not stopped: " + attack.service() + " " + attack.name()));
        confined.stopped().stream()
                .filter(attack -> attack.record().isEmpty())
                .forEach(attack -> lines.add("stopped without a record: " + attack.service() + " " + attack.name()));
        unconfinedProcesses.forEach(process -> lines.add("unconfined: " + process));
        lines.addAll(complaints);
        return lines;
    }

    /** The attacks that succeed for a known reason, such as a profile that two sites share; a line each. */
    public List<String> exceptions() {
        return confined.succeeded().stream()
                .filter(attack -> !attack.reason().isEmpty())
                .map(attack -> "not stopped: " + attack.service() + " " + attack.name() + ", as " + attack.reason())
                .toList();
    }

    Proof with(List<String> more) {
        List<String> all = new ArrayList<>(complaints);
        all.addAll(more);
        return new Proof(subject, unconfined, workload, confined, unconfinedProcesses, all);
    }

    public boolean holds() {
        return shortcomings().isEmpty();
    }

    /** {@code {"subject", "services": {NAME: {"steps", "broken", "attacks", "stopped"}}, "denied", "lost", "shortcomings", "exceptions"}}. */
    public Map<String, Object> values() {
        Map<String, Object> services = new LinkedHashMap<>();
        for (String service : services()) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("steps", workload.of(service).size());
            values.put(
                    "broken",
                    workload.of(service).stream()
                            .filter(step -> !step.succeeded())
                            .map(Workload.Step::name)
                            .toList());
            values.put("attacks", confined.of(service).size());
            values.put(
                    "stopped",
                    confined.of(service).stream()
                            .filter(attack -> !attack.succeeded())
                            .count());
            services.put(service, values);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("subject", subject);
        values.put("services", services);
        values.put("denied", workload.denied());
        values.put("lost", workload.lost());
        values.put("shortcomings", shortcomings());
        values.put("exceptions", exceptions());
        return values;
    }
}
