package org.aafleet.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aafleet.fleet.Outcome;
import org.aafleet.host.HostHistory;
import org.aafleet.host.HostHistory.Revision;

/** The revisions that hosts keep. */
public final class HistoryReport {

    private HistoryReport() {}

    public static List<String> lines(Map<String, Outcome<List<HostHistory>>> histories, Style style) {
        List<String> lines = new ArrayList<>();
        histories.forEach((host, outcome) -> {
            if (outcome instanceof Outcome.Done<List<HostHistory>> done) {
                lines.add(style.strong(host) + (done.value().isEmpty() ? ": aa-fleet manages nothing here" : ""));
                done.value().forEach(history -> lines.addAll(lines(history, style)));
            } else {
                lines.addAll(FailureText.lines(((Outcome.Failed<List<HostHistory>>) outcome).failure(), style));
            }
        });
        return lines;
    }

    private static List<String> lines(HostHistory history, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add("  " + Clean.line(history.service(), 80));
        for (Revision revision : history.revisions()) {
            boolean current = history.current().isPresent() && history.current().getAsInt() == revision.number();
            String line = "%s %4d  %-20s  %-20s  %s%s"
                    .formatted(
                            current ? "  *" : "   ",
                            revision.number(),
                            meta(revision, "time"),
                            meta(revision, "action"),
                            meta(revision, "by"),
                            revision.meta().containsKey("reason") ? "  (" + meta(revision, "reason") + ")" : "");
            lines.add(current ? style.strong(line) : line.stripTrailing());
        }
        return lines;
    }

    private static String meta(Revision revision, String key) {
        return Clean.line(revision.meta().getOrDefault(key, ""), 120);
    }

    /** {@code [{"host", "services": [{"service", "current", "revisions": [{"revision", "time", "action", …}]}], "failure"}]}. */
    public static List<Map<String, Object>> values(Map<String, Outcome<List<HostHistory>>> histories) {
        List<Map<String, Object>> hosts = new ArrayList<>();
        histories.forEach((host, outcome) -> {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("host", host);
            if (outcome instanceof Outcome.Done<List<HostHistory>> done) {
                values.put(
                        "services",
                        done.value().stream().map(HistoryReport::service).toList());
            } else {
                values.put("failure", PlanJson.failure(((Outcome.Failed<List<HostHistory>>) outcome).failure()));
            }
            hosts.add(values);
        });
        return hosts;
    }

    private static Map<String, Object> service(HostHistory history) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("service", history.service());
        history.current().ifPresent(current -> values.put("current", current));
        values.put(
                "revisions",
                history.revisions().stream()
                        .map(revision -> {
                            Map<String, Object> fields = new LinkedHashMap<>();
                            fields.put("revision", revision.number());
                            fields.putAll(revision.meta());
                            return fields;
                        })
                        .toList());
        return values;
    }
}
