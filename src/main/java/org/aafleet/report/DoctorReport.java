package org.aafleet.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aafleet.fleet.HostFailure;
import org.aafleet.fleet.Outcome;
import org.aafleet.fleet.ProbeResult;
import org.aafleet.host.Facts;
import org.aafleet.plan.Finding;
import org.aafleet.plan.Preflight;
import org.aafleet.rollout.Examination;

/** Whether hosts are ready for an apply. */
public final class DoctorReport {

    private record Health(Facts facts, List<Finding> findings, List<ProbeResult> failing) {

        boolean isReady() {
            return findings.stream().noneMatch(Finding::stops);
        }
    }

    private final Map<String, Health> hosts = new LinkedHashMap<>();
    private final List<HostFailure> failures = new ArrayList<>();

    public DoctorReport(Map<String, Outcome<Examination>> examined) {
        examined.forEach((host, outcome) -> {
            if (outcome instanceof Outcome.Done<Examination> done) {
                Facts facts = done.value().observed().facts();
                hosts.put(
                        host,
                        new Health(
                                facts, Preflight.findings(facts), done.value().failing()));
            } else {
                failures.add(((Outcome.Failed<Examination>) outcome).failure());
            }
        });
    }

    public boolean findsObstacles() {
        return hosts.values().stream().anyMatch(health -> !health.isReady());
    }

    public List<String> lines(Style style) {
        List<String> lines = new ArrayList<>();
        hosts.forEach((host, health) -> {
            String verdict = health.isReady() ? style.good("ready") : style.bad("not ready");
            lines.add(style.strong(host) + ": " + verdict + " (" + Clean.line(about(health.facts()), 160) + ")");
            health.findings().forEach(finding -> lines.addAll(lines(finding, style)));
            health.failing()
                    .forEach(probe ->
                            lines.add("  " + style.attention("note: ") + Clean.line("a probe fails: " + probe, 200)));
        });
        failures.forEach(failure -> lines.addAll(FailureText.lines(failure, style)));
        return lines;
    }

    private static List<String> lines(Finding finding, Style style) {
        List<String> lines = new ArrayList<>();
        String kind = finding.stops() ? style.bad("stops: ") : style.attention("note: ");
        lines.add("  " + kind + Clean.line(finding.problem(), 200));
        finding.remedy().ifPresent(remedy -> lines.add("    -> " + Clean.line(remedy, 200)));
        return lines;
    }

    private static String about(Facts facts) {
        List<String> parts = new ArrayList<>();
        facts.get("os")
                .ifPresent(os ->
                        parts.add(os + facts.get("os_version").map(v -> " " + v).orElse("")));
        facts.kernel().ifPresent(kernel -> parts.add("kernel " + kernel));
        facts.parser().ifPresent(parser -> parts.add("apparmor_parser " + parser));
        facts.get("audit").ifPresent(audit -> parts.add("events in " + audit));
        return String.join(", ", parts);
    }

    /** {@code {"hosts": [{"host", "ready", "facts", "findings": [{"stops", "problem", "remedy"}]}], "failures"}}. */
    public Map<String, Object> values() {
        List<Map<String, Object>> list = new ArrayList<>();
        hosts.forEach((host, health) -> {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("host", host);
            values.put("ready", health.isReady());
            values.put("facts", new java.util.TreeMap<>(health.facts().values()));
            values.put(
                    "findings",
                    health.findings().stream().map(DoctorReport::values).toList());
            values.put(
                    "failing_probes",
                    health.failing().stream().map(ProbeResult::toString).toList());
            list.add(values);
        });
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("hosts", list);
        document.put("failures", failures.stream().map(PlanJson::failure).toList());
        return document;
    }

    private static Map<String, Object> values(Finding finding) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("stops", finding.stops());
        values.put("problem", finding.problem());
        finding.remedy().ifPresent(remedy -> values.put("remedy", remedy));
        return values;
    }
}
