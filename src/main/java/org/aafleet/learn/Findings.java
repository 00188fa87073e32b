package org.aafleet.learn;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that was read of a fleet's logs.
 *
 * @param observations in the order in which they were first seen
 * @param hosts all that were asked, or that a log tells of
 * @param records that tell of a profile, each once
 * @param repeated records that were read before, from the same log or from another of the same host
 * @param unclear records that do not say enough to make a rule of
 * @param losses why there may have been more, one sentence each
 * @param collected what is known of the hosts that were asked
 */
public record Findings(
        List<Observation> observations,
        Set<String> hosts,
        long records,
        long repeated,
        long unclear,
        List<String> losses,
        Collected collected) {

    public Findings {
        observations = List.copyOf(observations);
        hosts = Set.copyOf(hosts);
        losses = List.copyOf(losses);
    }

    public static final Findings NOTHING = new Findings(List.of(), Set.of(), 0, 0, 0, List.of(), Collected.NOTHING);

    /** Of a later collection as well. */
    public Findings with(Findings later) {
        Map<List<Object>, Observation> together = new LinkedHashMap<>();
        Stream.concat(observations.stream(), later.observations.stream())
                .forEach(one -> together.merge(List.of(one.profile(), one.want()), one, Observation::with));
        Set<String> everywhere = new LinkedHashSet<>(hosts);
        everywhere.addAll(later.hosts);
        Set<String> why = new LinkedHashSet<>(losses);
        why.addAll(later.losses);
        return new Findings(
                List.copyOf(together.values()),
                everywhere,
                records + later.records,
                repeated + later.repeated,
                unclear + later.unclear,
                List.copyOf(why),
                collected.with(later.collected));
    }

    /** The same, with what is known of the hosts. */
    Findings with(Collected hostsThen) {
        return new Findings(observations, hosts, records, repeated, unclear, losses, hostsThen);
    }
}
