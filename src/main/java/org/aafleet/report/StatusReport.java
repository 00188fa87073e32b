package org.aafleet.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.aafleet.fleet.HostFailure;
import org.aafleet.fleet.Outcome;
import org.aafleet.host.Facts;
import org.aafleet.host.ObservedProcess;
import org.aafleet.plan.ServiceStatus;
import org.aafleet.rollout.Examination;
import org.aafleet.rollout.Survey;

/** Where the services of hosts stand, as a table and as JSON. */
public final class StatusReport {

    private static final List<String> COLUMNS =
            List.of("HOST", "SERVICE", "REVISION", "ON DISK", "IN KERNEL", "PROCESSES");

    private final Map<String, List<ServiceStatus>> hosts = new LinkedHashMap<>();
    private final Map<String, Facts> facts = new LinkedHashMap<>();
    private final List<HostFailure> failures = new ArrayList<>();

    public StatusReport(Survey survey, Map<String, Outcome<Examination>> examined) {
        examined.forEach((host, outcome) -> {
            if (outcome instanceof Outcome.Done<Examination> done) {
                facts.put(host, done.value().observed().facts());
                hosts.put(
                        host,
                        survey.services(host).stream()
                                .map(target -> ServiceStatus.of(
                                        target.service(), done.value().observed()))
                                .filter(ServiceStatus::isPresent)
                                .toList());
            } else {
                failures.add(((Outcome.Failed<Examination>) outcome).failure());
            }
        });
    }

    public boolean isSound() {
        return hosts.values().stream().flatMap(List::stream).allMatch(ServiceStatus::isSound);
    }

    public List<String> lines(Style style) {
        Table table = new Table(COLUMNS);
        hosts.forEach((host, services) -> {
            if (services.isEmpty()) {
                table.row(List.of(host, "-", "", "", "", "none of the services is here"));
            }
            services.forEach(service -> {
                table.row(row(host, service));
                service.drift().forEach(drift -> table.note(style.bad("drift: ") + Clean.line(drift, 200)));
            });
            ofRollout(host).forEach((what, text) -> table.note(style.attention(what + ": ") + Clean.line(text, 400)));
        });
        List<String> lines = new ArrayList<>(table.lines(style));
        failures.forEach(failure -> lines.addAll(FailureText.lines(failure, style)));
        return lines;
    }

    /** What the host says of the rollout that it is in. */
    private Map<String, String> ofRollout(String host) {
        Map<String, String> told = new LinkedHashMap<>();
        Facts known = facts.getOrDefault(host, new Facts(Map.of()));
        known.rollout().ifPresent(text -> told.put("rollout", text));
        known.hold().ifPresent(text -> told.put("hold", text));
        known.lease().ifPresent(text -> told.put("lease", text));
        known.unconfirmed().ifPresent(text -> told.put("unconfirmed", text));
        known.takenBack().ifPresent(text -> told.put("taken_back", text));
        return told;
    }

    private static List<String> row(String host, ServiceStatus service) {
        return List.of(
                host,
                service.service(),
                service.revision().isPresent() ? "" + service.revision().getAsInt() : ServiceStatus.NONE,
                service.onDisk(),
                service.inKernel(),
                processes(service));
    }

    private static String processes(ServiceStatus service) {
        List<String> parts = new ArrayList<>();
        if (!service.confined().isEmpty()) {
            parts.add(service.confined().size() + " confined");
        }
        if (!service.unconfined().isEmpty()) {
            Map<String, Long> byLabel = service.unconfined().stream()
                    .collect(Collectors.groupingBy(StatusReport::labelled, TreeMap::new, Collectors.counting()));
            byLabel.forEach((label, count) -> parts.add(count + " " + label));
        }
        return parts.isEmpty() ? ServiceStatus.NONE : String.join(", ", parts);
    }

    /** {@code unconfined}, or the foreign profile, with the program. */
    private static String labelled(ObservedProcess process) {
        String label = process.isUnconfined() ? "UNCONFINED" : "under " + process.label();
        return Clean.line(label + " (" + process.program() + ")", 120);
    }

    /**
     * {@code {"hosts": [{"host", "rollout", "hold", "lease", "unconfirmed", "taken_back", "services": [{"service", "revision", "on_disk", "in_kernel", "processes": [{"pid",
     * "program", "label", "unit", "confined"}], "drift"}]}], "failures"}}.
     */
    public Map<String, Object> values() {
        List<Map<String, Object>> list = new ArrayList<>();
        hosts.forEach((host, services) -> {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("host", host);
            values.putAll(ofRollout(host));
            values.put("services", services.stream().map(StatusReport::values).toList());
            list.add(values);
        });
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("hosts", list);
        document.put("failures", failures.stream().map(PlanJson::failure).toList());
        return document;
    }

    private static Map<String, Object> values(ServiceStatus service) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("service", service.service());
        service.revision().ifPresent(revision -> values.put("revision", revision));
        values.put("on_disk", service.onDisk());
        values.put("in_kernel", service.inKernel());
        List<Map<String, Object>> processes = new ArrayList<>();
        service.confined().forEach(process -> processes.add(values(process, true)));
        service.unconfined().forEach(process -> processes.add(values(process, false)));
        values.put("processes", processes);
        values.put("drift", service.drift());
        return values;
    }

    private static Map<String, Object> values(ObservedProcess process, boolean confined) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("pid", process.pid());
        values.put("program", process.program());
        values.put("label", process.label());
        process.unit().ifPresent(unit -> values.put("unit", unit));
        values.put("confined", confined);
        return values;
    }
}
