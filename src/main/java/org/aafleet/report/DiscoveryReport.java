package org.aafleet.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aafleet.catalog.Service;
import org.aafleet.fleet.HostFailure;
import org.aafleet.fleet.Outcome;
import org.aafleet.host.Discovery;
import org.aafleet.host.Discovery.SiteValue;
import org.aafleet.host.Discovery.Value;
import org.aafleet.plan.PlanValues;
import org.aafleet.rollout.Examination;
import org.aafleet.rollout.ServiceTarget;
import org.aafleet.rollout.Survey;

/** What the services' own configuration on hosts says. */
public final class DiscoveryReport {

    private record Found(Service service, Discovery discovery) {

        boolean isSomething() {
            return !discovery.equals(Discovery.NOTHING);
        }
    }

    private final Map<String, List<Found>> hosts = new LinkedHashMap<>();
    private final List<HostFailure> failures = new ArrayList<>();

    public DiscoveryReport(Survey survey, Map<String, Outcome<Examination>> examined) {
        examined.forEach((host, outcome) -> {
            if (outcome instanceof Outcome.Done<Examination> done) {
                hosts.put(
                        host,
                        survey.services(host).stream()
                                .map(ServiceTarget::service)
                                .map(service -> new Found(
                                        service, done.value().observed().discovery(service.name())))
                                .filter(Found::isSomething)
                                .toList());
            } else {
                failures.add(((Outcome.Failed<Examination>) outcome).failure());
            }
        });
    }

    public List<String> lines(Style style) {
        List<String> lines = new ArrayList<>();
        hosts.forEach((host, services) -> {
            lines.add(style.strong(host));
            if (services.isEmpty()) {
                lines.add("  none of the services is here");
            }
            services.forEach(found -> lines.addAll(lines(found, style)));
        });
        failures.forEach(failure -> lines.addAll(FailureText.lines(failure, style)));
        return lines;
    }

    private static List<String> lines(Found found, Style style) {
        List<String> lines = new ArrayList<>();
        Discovery discovery = found.discovery();
        lines.add("  " + style.strong(found.service().name()));
        discovery.values().forEach(value -> lines.add(line(found.service(), value, "    ")));
        discovery
                .features()
                .forEach(feature ->
                        lines.add("    feature " + Clean.line(feature.name() + "  (" + feature.origin() + ")", 400)));
        bySite(discovery).forEach((site, values) -> {
            lines.add("    site " + Clean.line(site, 100));
            values.forEach(value -> lines.add(line(found.service(), value, "      ")));
        });
        discovery.failed().forEach(text -> lines.add("    " + style.bad("failed: ") + Clean.line(text, 400)));
        discovery.unread().forEach(text -> lines.add("    " + style.attention("not read: ") + Clean.line(text, 400)));
        return lines;
    }

    private static String line(Service service, Value value, String indent) {
        return indent
                + Clean.line(
                        "@{" + service.variable(value.tunable()) + "} = " + value.path() + value.glob() + "  ("
                                + value.origin() + ")",
                        400);
    }

    private static Map<String, List<Value>> bySite(Discovery discovery) {
        Map<String, List<Value>> sites = new TreeMap<>();
        for (SiteValue site : discovery.sites()) {
            sites.computeIfAbsent(site.site(), name -> new ArrayList<>()).add(site.value());
        }
        return sites;
    }

    /**
     * {@code {"hosts": [{"host", "services": [{"service", "values": [{"tunable", "value", "origin": {"setting", "place"}}],
     * "features": [{"feature", "origin"}], "sites": {NAME: [values]}, "unread", "failed"}]}], "failures"}}.
     */
    public Map<String, Object> values() {
        List<Map<String, Object>> list = new ArrayList<>();
        hosts.forEach((host, services) -> {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("host", host);
            values.put(
                    "services", services.stream().map(DiscoveryReport::values).toList());
            list.add(values);
        });
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("hosts", list);
        document.put("failures", failures.stream().map(PlanJson::failure).toList());
        return document;
    }

    private static Map<String, Object> values(Found found) {
        Discovery discovery = found.discovery();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("service", found.service().name());
        values.put(
                "values",
                discovery.values().stream().map(DiscoveryReport::values).toList());
        values.put(
                "features",
                discovery.features().stream()
                        .map(feature ->
                                Map.of("feature", feature.name(), "origin", PlanValues.origin(feature.origin())))
                        .toList());
        Map<String, Object> sites = new LinkedHashMap<>();
        bySite(discovery)
                .forEach((site, its) -> sites.put(
                        site, its.stream().map(DiscoveryReport::values).toList()));
        values.put("sites", sites);
        values.put("unread", discovery.unread());
        values.put("failed", discovery.failed());
        return values;
    }

    private static Map<String, Object> values(Value value) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("tunable", value.tunable());
        values.put("value", value.path() + value.glob());
        values.put("origin", PlanValues.origin(value.origin()));
        return values;
    }
}
