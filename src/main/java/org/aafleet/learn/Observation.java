package org.aafleet.learn;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.aafleet.audit.AuditRecord.Verdict;
import org.aafleet.audit.LogLine.Origin;

/**
 * Something that was wanted, wherever and however often.
 *
 * @param profile by the kernel's name; for a program without a rule of its own in complain mode {@code PARENT//null-PROGRAM}
 * @param hosts where it was seen
 * @param count records of it, each once
 * @param first by the clock of the host
 * @param programs by the kernel's name for the process, of at most 15 bytes; the first few
 * @param origins who vouches for the records
 * @param example the first line that tells of it, cut to a sensible length
 */
public record Observation(
        String profile,
        Want want,
        Set<String> hosts,
        long count,
        Optional<Instant> first,
        Optional<Instant> last,
        Set<String> programs,
        Set<Origin> origins,
        Set<Verdict> verdicts,
        String example) {

    public Observation {
        hosts = Set.copyOf(hosts);
        programs = Set.copyOf(programs);
        origins = Set.copyOf(origins);
        verdicts = Set.copyOf(verdicts);
    }

    /** On some of the hosts; the count stays that of all. */
    Observation on(Set<String> some) {
        return some.size() == hosts.size()
                ? this
                : new Observation(profile, want, some, count, first, last, programs, origins, verdicts, example);
    }

    /** Of others as well, with what was wanted first. */
    Observation with(Observation other) {
        Set<String> everywhere = new TreeSet<>(hosts);
        everywhere.addAll(other.hosts);
        Set<String> all = new TreeSet<>(programs);
        all.addAll(other.programs);
        Set<Origin> vouching = new TreeSet<>(origins);
        vouching.addAll(other.origins);
        Set<Verdict> judged = new TreeSet<>(verdicts);
        judged.addAll(other.verdicts);
        return new Observation(
                profile,
                want,
                everywhere,
                count + other.count,
                earlier(first, other.first),
                later(last, other.last),
                all,
                vouching,
                judged,
                example);
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return one.isEmpty() || other.filter(one.get()::isAfter).isPresent() ? other : one;
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return one.isEmpty() || other.filter(one.get()::isBefore).isPresent() ? other : one;
    }
}
