package org.aafleet.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aafleet.fleet.Outcome;
import org.aafleet.rollout.Rollback.HostMoves;

/** Which revisions a rollback brings back. */
public final class MovesReport {

    private MovesReport() {}

    public static List<String> lines(Map<String, Outcome<HostMoves>> planned, Style style) {
        List<String> lines = new ArrayList<>();
        planned.forEach((host, outcome) -> {
            if (outcome instanceof Outcome.Done<HostMoves> done) {
                lines.addAll(lines(done.value(), style));
            } else {
                lines.addAll(FailureText.lines(((Outcome.Failed<HostMoves>) outcome).failure(), style));
            }
        });
        return lines;
    }

    private static List<String> lines(HostMoves host, Style style) {
        List<String> lines = new ArrayList<>();
        boolean nothing = host.moves().isEmpty() && host.obstacles().isEmpty();
        lines.add(style.strong(host.host()) + (nothing ? ": nothing to roll back" : ":"));
        host.moves().forEach((service, move) -> lines.add("  " + service + ": " + move));
        host.obstacles().forEach(obstacle -> lines.add("  " + style.bad(Clean.line(obstacle, 200))));
        return lines;
    }

    /** {@code [{"host", "services": [{"service", "from", "to"}], "obstacles", "failure"}]}. */
    public static List<Map<String, Object>> values(Map<String, Outcome<HostMoves>> planned) {
        List<Map<String, Object>> hosts = new ArrayList<>();
        planned.forEach((host, outcome) -> {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("host", host);
            if (outcome instanceof Outcome.Done<HostMoves> done) {
                List<Map<String, Object>> services = new ArrayList<>();
                done.value()
                        .moves()
                        .forEach((service, move) ->
                                services.add(Map.of("service", service, "from", move.from(), "to", move.to())));
                values.put("services", services);
                values.put("obstacles", done.value().obstacles());
            } else {
                values.put("failure", PlanJson.failure(((Outcome.Failed<HostMoves>) outcome).failure()));
            }
            hosts.add(values);
        });
        return hosts;
    }
}
