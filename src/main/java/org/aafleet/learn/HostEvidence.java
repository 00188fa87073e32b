package org.aafleet.learn;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.aafleet.audit.LogLine;
import org.aafleet.audit.LogLine.Origin;
import org.aafleet.catalog.Service;
import org.aafleet.catalog.ServiceFile.Tunable;
import org.aafleet.catalog.TunableValue;
import org.aafleet.fleet.Outcome;
import org.aafleet.host.Discovery;
import org.aafleet.host.ObservedHost;
import org.aafleet.host.Period;
import org.aafleet.host.Recorded;
import org.aafleet.host.SeenEvent;
import org.aafleet.rollout.Examination;
import org.aafleet.rollout.ServiceTarget;
import org.aafleet.rollout.Survey;

/** Collects what hosts recorded themselves, each record once. */
public final class HostEvidence {

    private final Evidence evidence = new Evidence();
    private final Map<String, Instant> until = new TreeMap<>();
    private final Map<String, Map<String, List<String>>> tunables = new TreeMap<>();

    /**
     * Asks each host for what came since the last time.
     *
     * @param since how far back to begin on a host that was not asked before; all of them where it is named
     */
    public static Map<String, Outcome<Examination>> ask(
            Survey survey, Collected before, Duration usual, Optional<Duration> since) {
        return survey.examine(host -> since.map(Period::collectLast)
                .or(() -> Optional.ofNullable(before.until().get(host)).map(Period::collectSince))
                .orElseGet(() -> Period.collectLast(usual)));
    }

    /** @param services of the host that are of interest */
    public void add(String host, ObservedHost observed, List<ServiceTarget> services) {
        Recorded recorded = observed.recorded();
        evidence.host(host);
        for (SeenEvent event : recorded.events()) {
            Origin origin = LogLine.of(event.line()).map(LogLine::origin).orElse(Origin.PROGRAM);
            evidence.add(host, origin, event.example(), event.line(), event.count(), event.first(), event.last());
        }
        recorded.losses().forEach(loss -> evidence.loss(host + ": " + loss));
        recorded.until().ifPresent(time -> until.put(host, time));
        Map<String, List<String>> values = new LinkedHashMap<>();
        services.forEach(target -> addTunables(target.service(), observed.discovery(target.name()), values));
        tunables.put(host, values);
    }

    private static void addTunables(Service service, Discovery discovery, Map<String, List<String>> into) {
        Map<String, TreeSet<String>> found = new LinkedHashMap<>();
        for (Discovery.Value value : discovery.values()) {
            Tunable about = service.about().tunables().get(value.tunable());
            if (about != null
                    && value.glob().isEmpty()
                    && TunableValue.check(value.path(), about.kind()).isEmpty()) {
                found.computeIfAbsent(service.variable(value.tunable()), name -> new TreeSet<>())
                        .add(value.path());
            }
        }
        found.forEach((variable, paths) -> into.put(variable, List.copyOf(paths)));
    }

    public Findings findings() {
        return evidence.findings().with(new Collected(until, tunables));
    }
}
