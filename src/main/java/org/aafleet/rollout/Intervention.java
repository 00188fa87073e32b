package org.aafleet.rollout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.fleet.HostException;
import org.aafleet.host.Mark;
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

    /** Another run conducts the rollout. */
    public static final class Busy extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Map<String, String> others;

        Busy(Map<String, String> others) {
            super("another run is at it");
            this.others = Map.copyOf(others);
        }

        /** Who, by host. */
        public Map<String, String> others() {
            return others;
        }
    }

    private final StagedRollout hosts;
    private final Situation now;

    /** Looks at the hosts first. */
    public Intervention(StagedRollout hosts) {
        this.hosts = hosts;
        this.now = hosts.look();
    }

    public Situation situation() {
        return now;
    }

    /** Lets the next wave begin that waits for that. */
    public Result promote() {
        return hosts.next(now) instanceof NeedsApproval needed
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
                        hosts.each("skip", soaking, host -> skip(host, why)));
            }
        }
        return new Result(List.of(), Map.of());
    }

    private Standing skip(String host, String why) throws HostException {
        Standing.In in = (Standing.In) now.of(host);
        hosts.marks().skip(hosts.staged(host), in.stage(), why);
        if (now.holds().containsKey(host)) {
            hosts.marks().hold(host, Optional.empty());
        }
        return new Standing.In(in.stage(), new Verdict.Pass());
    }

    public Result pause(String why) {
        return new Result(
                List.of("nothing goes on: " + why),
                hosts.each("hold", hosts.seen().keySet(), host -> {
                    hosts.marks().hold(host, Optional.of(why));
                    return now.of(host);
                }));
    }

    /**
     * Nothing holds any more; what was taken back begins anew, and so does a soak that was not passed.
     *
     * @throws Busy when another run is at it
     */
    public Result resume() throws Busy {
        lease();
        List<String> done = new ArrayList<>();
        now.holds().forEach((host, why) -> done.add(host + " held: " + why));
        now.standings().forEach((host, standing) -> {
            if (standing instanceof Standing.Failed failed && hasFailed(host)) {
                done.add(host + " begins anew; it had failed: " + failed.why());
            }
        });
        return new Result(done, hosts.each("resume", hosts.seen().keySet(), this::resume));
    }

    private Standing resume(String host) throws HostException {
        StagedHost staged = hosts.staged(host);
        Standing standing = now.of(host);
        if (now.holds().containsKey(host)) {
            hosts.marks().hold(host, Optional.empty());
        }
        if (standing instanceof Standing.In
                && staged.mark().filter(Mark::isEntering).isPresent()) {
            // It took the change back by itself.
            hosts.marks().again(staged);
            return new Standing.Due(0, true);
        }
        if (standing instanceof Standing.Failed && hasFailed(host)) {
            hosts.marks().forget(host);
            return new Standing.Due(0, false);
        }
        return standing instanceof Standing.In in
                        && (in.verdict() instanceof Verdict.Inconclusive || in.verdict() instanceof Verdict.Fail)
                ? hosts.soaking(staged, in.stage())
                : standing;
    }

    /**
     * Every host that has set out goes back. That none sets out again, from cron say, before a person resumes is told first.
     *
     * @throws Busy when another run is at it, which is told to end
     */
    public Result abort(String why) throws Busy {
        Map<String, Standing> told =
                new LinkedHashMap<>(pause("aborted: " + why).standings());
        lease();
        List<String> out = hosts.seen().keySet().stream()
                .filter(host -> hosts.staged(host).evidence().mark().isPresent())
                .sorted()
                .toList();
        Map<String, Standing> taken = hosts.each("take back", out, host -> {
            hosts.taken(host, why);
            hosts.marks().forget(host);
            hosts.marks().approve(host, "");
            return new Standing.Due(0, false);
        });
        told.putAll(taken);
        now.standings().forEach((host, standing) -> {
            if (standing instanceof Standing.Away) {
                told.put(host, standing);
            }
        });
        List<String> back = out.stream()
                .filter(host -> taken.get(host) instanceof Standing.Due)
                .toList();
        List<String> done = new ArrayList<>();
        done.add(
                out.isEmpty()
                        ? "no host had set out"
                        : back.isEmpty() ? "no host went back" : String.join(", ", back) + " went back: " + why);
        done.add("no host sets out until 'resume'");
        return new Result(done, told);
    }

    /** In a rollout, and not merely blocked: of what is blocked the way back is still wanted. */
    private boolean hasFailed(String host) {
        return hosts.staged(host).evidence().mark().filter(Mark::hasFailed).isPresent();
    }

    private void lease() throws Busy {
        Map<String, String> others = hosts.lease();
        if (!others.isEmpty()) {
            throw new Busy(others);
        }
    }

    private Standing approve(String host) throws HostException {
        hosts.marks().approve(host, hosts.staged(host).road());
        return new Standing.Due(0, false);
    }

    private List<String> reachable(List<String> names) {
        return names.stream()
                .filter(host -> !(now.of(host) instanceof Standing.Away))
                .toList();
    }
}
