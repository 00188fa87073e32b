package org.aafleet.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.aafleet.fleet.HostException;
import org.aafleet.fleet.ProbeResult;
import org.aafleet.host.ObservedHost;

/** What worked before a change and does not any more. What failed already is not the change's fault. */
final class Regressions {

    private static final Set<String> DOWN = Set.of("failed", "inactive", "gone");

    private Regressions() {}

    static List<ProbeResult> find(HostTarget target, Examination before, ObservedHost after) throws HostException {
        List<String> already = before.failing().stream().map(Regressions::key).toList();
        List<ProbeResult> worse =
                new ArrayList<>(units(target, before.observed().units(), after.units()));
        target.probes().results(target.session(), after, true).stream()
                .filter(probe -> !probe.passed() && !already.contains(key(probe)))
                .forEach(worse::add);
        return worse;
    }

    private static List<ProbeResult> units(HostTarget target, Map<String, String> before, Map<String, String> after) {
        List<ProbeResult> worse = new ArrayList<>();
        new TreeMap<>(before).forEach((unit, state) -> {
            String now = after.getOrDefault(unit, "gone");
            if (state.equals("active") && DOWN.contains(now)) {
                String why = "it was active and is " + now;
                worse.add(new ProbeResult(owner(target, unit), "unit " + unit, Optional.of(why)));
            }
        });
        return worse;
    }

    private static String owner(HostTarget target, String unit) {
        return target.services().stream()
                .filter(service -> service.service().about().units().stream().anyMatch(glob -> covers(glob, unit)))
                .map(ServiceTarget::name)
                .findFirst()
                .orElse("host");
    }

    /** Patterns of units have {@code *} only. */
    private static boolean covers(String glob, String unit) {
        return unit.matches(Pattern.quote(glob).replace("*", "\\E.*\\Q"));
    }

    private static String key(ProbeResult probe) {
        return probe.service() + " " + probe.probe();
    }
}
