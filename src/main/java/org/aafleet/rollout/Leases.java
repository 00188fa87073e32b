package org.aafleet.rollout;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.aafleet.fleet.HostException;
import org.aafleet.fleet.Outcome;
import org.aafleet.host.ApplyAnswer;
import org.aafleet.host.MarkScripts;
import org.aafleet.host.Owner;

/** Lets one run at a time conduct a rollout on its hosts. What a host says counts; a host that says nothing cannot be changed either. */
final class Leases {

    private final HostCalls calls;
    private final Owner owner;
    private final Set<String> leased = new TreeSet<>();

    /** @param owner with a run */
    Leases(HostCalls calls, Owner owner) {
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
        Map<String, Outcome<ApplyAnswer>> answers =
                calls.each("lease", hosts, host -> calls.session(host).transact(MarkScripts.lease(owner), "lease"));
        answers.forEach((host, outcome) -> {
            String refusal = outcome instanceof Outcome.Done<ApplyAnswer> done
                            && done.value().outcome() != ApplyAnswer.Outcome.COMMITTED
                    ? Applier.failure(host, done.value()).message()
                    : "";
            if (refusal.startsWith("leased:") || refusal.startsWith("locked:")) {
                others.put(host, refusal);
            } else if (refusal.isEmpty()) {
                leased.add(host);
            }
            // A host that cannot be written to is in nobody's way but its own.
        });
        return others;
    }

    void release() {
        calls.each("release", List.copyOf(leased), this::release);
        leased.clear();
    }

    /** With hosts that came later and have their lease from a step of this run. */
    void release(Collection<String> later) {
        if (!leased.isEmpty()) {
            leased.addAll(later);
            release();
        }
    }

    private ApplyAnswer release(String host) throws HostException {
        return calls.session(host).transact(MarkScripts.release(owner), "release");
    }
}
