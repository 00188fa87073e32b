package org.aafleet.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
     * @param denied events that they would not
     * @param unclear events that do not say enough to be judged
     * @param others events of other profiles, by name
     */
    public record Result(long allowed, long denied, long unclear, Map<String, Long> others, List<Denied> accesses) {

        public Result {
            others = Map.copyOf(others);
            accesses = List.copyOf(accesses);
        }

        public long judged() {
            return allowed + denied;
        }
    }

    /** @param profiles by the kernel's names */
    public Replay(Map<String, AccessRules> profiles) {
        this.profiles = Map.copyOf(profiles);
    }

    /** Judges each record of a log; other lines are passed over. */
    public void read(BufferedReader log) throws IOException {
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            RecordReader.read(line).ifPresent(this::judge);
        }
    }

    public void judge(AuditRecord event) {
        if (!ABOUT_ACCESS.contains(event.verdict())) {
            return;
        }
        AccessRules rules = profiles.get(event.profile());
        if (rules == null) {
            others.merge(event.profile(), 1L, Long::sum);
            return;
        }
        List<Access> accesses = RecordedAccess.of(event);
        if (accesses.isEmpty()) {
            unclear++;
            return;
        }
        boolean passes = true;
        for (Access access : accesses) {
            Decision decision = rules.decide(access);
            if (!decision.allowed()) {
                passes = false;
                denied.merge(
                        new Key(event.profile(), access),
                        new Denied(event.profile(), access, decision, 1, event),
                        Replay::together);
            }
        }
        if (passes) {
            allowed++;
        } else {
            refused++;
        }
    }

    private static Denied together(Denied one, Denied more) {
        return new Denied(one.profile(), one.access(), one.decision(), one.count() + more.count(), one.example());
    }

    public Result result() {
        return new Result(allowed, refused, unclear, others, new ArrayList<>(denied.values()));
    }

    /** The narrowest rule that would let it pass, where no {@code deny} is in the way. */
    public static Optional<String> remedy(Denied denied) {
        return denied.decision().isDeniedOnPurpose() ? Optional.empty() : AllowingRule.of(denied.example());
    }
}
