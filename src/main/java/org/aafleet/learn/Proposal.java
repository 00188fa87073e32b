package org.aafleet.learn;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.aafleet.audit.AuditRecord.Verdict;
import org.aafleet.audit.LogLine.Origin;

/**
 * A question that is asked once, of however many hosts.
 *
 * @param profile that would get the rules, by the kernel's name
 * @param subject what was wanted, in one line
 * @param choices ways to allow it, the recommended one first; none where no rule can
 */
public record Proposal(Sort sort, String profile, String subject, List<Choice> choices, List<Observation> evidence) {

    /** In the order of asking: how a program runs decides whose rules it needs. */
    public enum Sort {
        EXECUTE,
        HAT,
        CAPABILITY,
        FILE,
        OTHER,
        DISCONNECTED
    }

    public Proposal {
        choices = List.copyOf(choices);
        evidence = List.copyOf(evidence);
    }

    public Set<String> hosts() {
        Set<String> hosts = new TreeSet<>();
        evidence.forEach(observation -> hosts.addAll(observation.hosts()));
        return hosts;
    }

    public Set<String> programs() {
        Set<String> programs = new TreeSet<>();
        evidence.forEach(observation -> programs.addAll(observation.programs()));
        return programs;
    }

    public Set<Origin> origins() {
        Set<Origin> origins = EnumSet.noneOf(Origin.class);
        evidence.forEach(observation -> origins.addAll(observation.origins()));
        return origins;
    }

    /** Whether a kernel says so: everything else a program could have made up. */
    public boolean isVouchedForByKernel() {
        return evidence.stream().allMatch(observation -> observation.origins().contains(Origin.KERNEL));
    }

    /** Whether it was denied at least once, so that something did not work, or was stopped. */
    public boolean wasDenied() {
        return evidence.stream().anyMatch(observation -> observation.verdicts().contains(Verdict.DENIED));
    }

    /** A record that asks for several permissions counts once for each. */
    public long count() {
        return evidence.stream().mapToLong(Observation::count).sum();
    }

    public Optional<Instant> first() {
        return evidence.stream()
                .flatMap(observation -> observation.first().stream())
                .min(Comparator.naturalOrder());
    }

    public Optional<Instant> last() {
        return evidence.stream()
                .flatMap(observation -> observation.last().stream())
                .max(Comparator.naturalOrder());
    }

    public String example() {
        return evidence.get(0).example();
    }
}
