package org.aafleet.rollout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.aafleet.fleet.HostException;
import org.aafleet.rollout.Decision.NeedsApproval;

/** What a person decides in a rollout. Each is noted on the hosts, so that every controller goes by it. */
public final class Intervention {

    /**
     * What came of it.
     *
     * @param done one sentence each
     * @param standings where the hosts concerned stand now
     */
    public record Result(List<String> done, Map<String, Standing> standings) {

        /** Hosts that could not be told. */
        public Map<String, String> unreached() {
            Map<String, String> unreached = new LinkedHashMap<>();
            standings.forEach((host, standing) -> {
                if (standing instanceof Standing.Away away) {
                    unreached.put(host, away.why());
                }
            });
            return unreached;
        }
    }

    private final Course course;
    private final StagedRollout hosts;
    private final Situation now;

    /** Looks at the hosts first. */
    public Intervention(Course course, StagedRollout hosts) {
        this.course = course;
        this.hosts = hosts;
        this.now = hosts.look();
    }

    public Situation situation() {
        return now;
    }

    /** Lets the next wave begin that waits for that. */
    public Result promote() {
        return course.decide(now) instanceof NeedsApproval needed
                ? new Result(
                        List.of("wave " + needed.wave().name() + " may begin"),
                        hosts.each("approve", reachable(needed.wave().hosts()), this::approve))
                : new Result(List.of(), Map.of());
    }

    /** Ends the soak of the first wave that is in one, whatever it lacks. What a gate has found stays found. */
    public Result skipSoak(String why) {
        for (Wave wave : now.waves()) {
            List<String> soaking = wave.hosts().stream()
                    .filter(host -> now.of(host) instanceof Standing.In in && !(in.verdict() instanceof Verdict.Fail))
                    .toList();
            if (!soaking.isEmpty()) {
                return new Result(
                        List.of("wave " + wave.name() + " has soaked enough: " + why),
                        hosts.each("mark", soaking, host -> skip(host, wave, why)));
            }
        }
        return new Result(List.of(), Map.of());
    }

    private Standing skip(String host, Wave wave, String why) throws HostException {
        if (now.holds().containsKey(host)) {
            hosts.hold(host, Optional.empty());
        }
        return hosts.passed(host, wave, Optional.of(why));
    }

    public Result pause(String why) {
        return new Result(
                List.of("nothing goes on: " + why),
                hosts.each("hold", hosts.seen().keySet(), host -> {
                    hosts.hold(host, Optional.of(why));
                    return now.of(host);
                }));
    }

    /** Nothing holds any more; what was taken back begins anew, and so does a soak that was not passed. */
    public Result resume() {
        List<String> done = new ArrayList<>();
        now.holds().forEach((host, why) -> done.add(host + " held: " + why));
        now.standings().forEach((host, standing) -> {
            if (standing instanceof Standing.Failed failed) {
                done.add(host + " begins anew; it had failed: " + failed.why());
            }
        });
        return new Result(done, hosts.each("resume", hosts.seen().keySet(), this::resume));
    }

    private Standing resume(String host) throws HostException {
        StagedHost staged = staged(host);
        if (now.holds().containsKey(host)) {
            hosts.hold(host, Optional.empty());
        }
        Standing standing = now.of(host);
        if (staged.seen().observed().facts().takenBack().isPresent()) {
            // Only taking the mark away forgets that; where it came from is still to be known.
            hosts.mark(host, Optional.empty());
            hosts.entering(host, staged, 0);
            return new Standing.Due(0);
        }
        if (standing instanceof Standing.Failed) {
            hosts.mark(host, Optional.empty());
            return new Standing.Due(0);
        }
        return standing instanceof Standing.In in
                        && (in.verdict() instanceof Verdict.Inconclusive || in.verdict() instanceof Verdict.Fail)
                ? hosts.marked(host, staged.wave(), in.stage(), staged)
                : standing;
    }

    /** Every host that has set out goes back. That none sets out again, from cron say, before a person resumes is told first. */
    public Result abort(String why) {
        Map<String, Standing> told =
                new LinkedHashMap<>(pause("aborted: " + why).standings());
        List<String> out = hosts.seen().keySet().stream()
                .filter(host -> staged(host).evidence().mark().isPresent())
                .sorted()
                .toList();
        told.putAll(hosts.each("take back", out, host -> {
            hosts.taken(host, why);
            hosts.mark(host, Optional.empty());
            hosts.approve(host, Optional.empty());
            return new Standing.Due(0);
        }));
        List<String> done = out.isEmpty()
                ? List.of("no host had set out; none will until 'resume'")
                : List.of(String.join(", ", out) + " went back: " + why, "no host sets out until 'resume'");
        return new Result(done, told);
    }

    private Standing approve(String host) throws HostException {
        hosts.approve(host, Optional.of(staged(host).road()));
        return new Standing.Due(0);
    }

    private StagedHost staged(String host) {
        return Objects.requireNonNull(hosts.seen().get(host));
    }

    private List<String> reachable(List<String> names) {
        return names.stream()
                .filter(host -> !(now.of(host) instanceof Standing.Away))
                .toList();
    }
}
