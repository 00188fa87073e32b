package org.aafleet.host;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a probe is asked.
 *
 * @param services the services whose managed files are looked at
 * @param processes words: processes that have one in their program's path or their label are reported
 * @param rivals words: other people's profile files that have one in them are reported
 * @param units patterns of systemd units
 * @param checks shell commands to run on the host, by name
 * @param discoveries scripts that read services' own configuration, by service, in their order
 * @param includes files of the host's policy directory that its services' profiles include, by name
 * @param counts commands that print how much a service has done, by service and kind
 * @param recorded of which time the events of the services are wanted
 * @param watch whether the services are on the road of a rollout, so that what they were denied is asked too
 */
public record Questions(
        List<String> services,
        List<String> processes,
        List<String> rivals,
        List<String> units,
        Map<String, String> checks,
        Map<String, String> discoveries,
        List<String> includes,
        Map<String, Map<String, String>> counts,
        Period recorded,
        boolean watch) {

    /** Without a look into the services' configuration. */
    public Questions(
            List<String> services,
            List<String> processes,
            List<String> rivals,
            List<String> units,
            Map<String, String> checks) {
        this(services, processes, rivals, units, checks, Map.of(), List.of(), Map.of(), Period.NONE, false);
    }

    /** Also what the services did and were denied since the host entered its stage; what they include, to replay only. */
    public Questions watching() {
        List<String> needed = !recorded.isNone() ? includes : List.of();
        return new Questions(services, processes, rivals, units, checks, discoveries, needed, counts, recorded, true);
    }

    /** Also what the services were denied, or would have been. */
    public Questions recording(Period time) {
        return new Questions(services, processes, rivals, units, checks, discoveries, includes, counts, time, watch);
    }

    /** Whether the services work, and nothing else. */
    public Questions whetherItWorks() {
        return new Questions(List.of(), processes, List.of(), units, checks);
    }

    public Questions {
        services = List.copyOf(services);
        processes = List.copyOf(processes);
        rivals = List.copyOf(rivals);
        units = List.copyOf(units);
        checks = Map.copyOf(checks);
        includes = List.copyOf(includes);
        counts = Map.copyOf(counts);
        discoveries = Collections.unmodifiableMap(new LinkedHashMap<>(discoveries));
    }
}
