package org.aafleet.rollout;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.aafleet.fleet.HostException;
import org.aafleet.fleet.Outcome;
import org.aafleet.host.ApplyAnswer;
import org.aafleet.host.HostScripts;

/** Lets one run at a time conduct a rollout on its hosts. What a host says counts; a host that says nothing cannot be changed either. */
final class Leases {

    /** Longer than any one host's transaction takes; a run that dies keeps others away no longer. */
    private static final Duration TIME = Duration.ofMinutes(25);

    private final HostCalls calls;
    private final String owner;
    private final String run = UUID.randomUUID().toString();
    private final Set<String> leased = new TreeSet<>();

    Leases(HostCalls calls, String owner) {
        this.calls = calls;
        this.owner = owner;
    }

    /**
     * Takes or renews the leases of all these hosts, or of none. The first host decides between two runs that begin at once.
     *
     * @return who is in the way, by host
     */
    Map<String, String> take(Collection<String> hosts) {
        List<String> sorted = hosts.stream().sorted().toList();
        List<String> first = sorted.subList(0, Math.min(1, sorted.size()));
        Map<String, String> others = ask(first);
        if (others.isEmpty()) {
            others.putAll(ask(sorted.subList(first.size(), sorted.size())));
        }
        if (!others.isEmpty()) {
            release();
        }
        return others;
    }

    private Map<String, String> ask(List<String> hosts) {
        Map<String, String> others = new LinkedHashMap<>();
        Map<String, Outcome<ApplyAnswer>> answers = calls.each(
                "lease", hosts, host -> calls.session(host).transact(HostScripts.lease(owner, run, TIME), "lease"));
        answers.forEach((host, outcome) -> {
            if (outcome instanceof Outcome.Done<ApplyAnswer> done
                    && done.value().outcome() != ApplyAnswer.Outcome.COMMITTED) {
                others.put(host, Applier.failure(host, done.value()).message());
            } else {
                leased.add(host);
            }
        });
        return others;
    }

    void release() {
        calls.each("release", List.copyOf(leased), this::release);
        leased.clear();
    }

    private ApplyAnswer release(String host) throws HostException {
        return calls.session(host).transact(HostScripts.release(owner, run), "release");
    }
}
