package org.aafleet.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.aafleet.audit.AuditRecord.Verdict;
import org.aafleet.policy.access.Access;
import org.aafleet.policy.access.AccessRules;
import org.aafleet.policy.access.Decision;

/**
 * Past events, judged by profiles that may not have been in force then. Memory grows with the accesses that would be denied and
 * differ, not with the events.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class Replay {

    private static final Set<Verdict> ABOUT_ACCESS = Set.of(Verdict.ALLOWED, Verdict.DENIED, Verdict.AUDIT);

    private final Map<String, AccessRules> profiles;
    private final Map<Key, Denied> denied = new LinkedHashMap<>();
    private final Map<String, Long> others = new TreeMap<>();
    private long allowed;
    private long refused;
    private long onPurpose;
    private long unclear;

    private record Key(String profile, Access access) {}

    /**
     * What would be denied.
     *
     * @param decision why
     * @param count how often it was wanted
     * @param example the first record that tells of it
     */
    public record Denied(String profile, Access access, Decision decision, long count, AuditRecord example) {}

    /**
     * @param allowed events that the profiles would let pass
     * @param denied events that they would not, for want of a rule
     * @param onPurpose further events of which all that they would not is denied by a rule
     * @param unclear events that do not say enough to be judged
     * @param others events of other profiles, by name
     */
    public record Result(
            long allowed, long denied, long onPurpose, long unclear, Map<String, Long> others, List<Denied> accesses) {

        public Result {
            others = Map.copyOf(others);
            accesses = List.copyOf(accesses);
        }

        public static final Result NOTHING = new Result(0, 0, 0, 0, Map.of(), List.of());

        public long judged() {
            return allowed + denied + onPurpose;
        }

        /** Of other logs as well; an access that both deny counts once, with its times together. */
        public Result with(Result other) {
            Map<Key, Denied> together = new LinkedHashMap<>();
            Stream.concat(accesses.stream(), other.accesses.stream())
                    .forEach(one -> together.merge(new Key(one.profile(), one.access()), one, Replay::together));
            Map<String, Long> all = new TreeMap<>(others);
            other.others.forEach((profile, count) -> all.merge(profile, count, Long::sum));
            return new Result(
                    allowed + other.allowed,
                    denied + other.denied,
                    onPurpose + other.onPurpose,
                    unclear + other.unclear,
                    all,
                    List.copyOf(together.values()));
        }
    }

    /** @param profiles by the kernel's names */
    public Replay(Map<String, AccessRules> profiles) {
        this.profiles = Map.copyOf(profiles);
    }

    /** Judges a line of a log, if it is a record. */
    public void read(String line) {
        RecordReader.read(line).ifPresent(event -> judge(event, 1));
    }

    /** @param times that it was recorded */
    public void judge(AuditRecord event, long times) {
        if (!ABOUT_ACCESS.contains(event.verdict())) {
            return;
        }
        AccessRules rules = profiles.get(event.profile());
        if (rules == null) {
            others.merge(event.profile(), times, Long::sum);
            return;
        }
        List<Access> accesses = RecordedAccess.of(event);
        if (accesses.isEmpty()) {
            unclear += times;
            return;
        }
        boolean passes = true;
        boolean meant = true;
        for (Access access : accesses) {
            Decision decision = rules.decide(access);
            if (!decision.allowed()) {
                passes = false;
                meant &= decision.isDeniedOnPurpose();
                denied.merge(
                        new Key(event.profile(), access),
                        new Denied(event.profile(), access, decision, times, event),
                        Replay::together);
            }
        }
        if (passes) {
            allowed += times;
        } else if (meant) {
            onPurpose += times;
        } else {
            refused += times;
        }
    }

    private static Denied together(Denied one, Denied more) {
        return new Denied(one.profile(), one.access(), one.decision(), one.count() + more.count(), one.example());
    }

    public Result result() {
        return new Result(allowed, refused, onPurpose, unclear, others, new ArrayList<>(denied.values()));
    }

    /** The narrowest rule that would let it pass, where no {@code deny} is in the way. */
    public static Optional<String> remedy(Denied denied) {
        return denied.decision().isDeniedOnPurpose() ? Optional.empty() : AllowingRule.of(denied.example());
    }
}
