package org.aafleet.rollout;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.aafleet.fleet.Fleet;
import org.aafleet.fleet.HostException;
import org.aafleet.fleet.Outcome;
import org.aafleet.host.ObservedHost;
import org.aafleet.host.Period;
import org.aafleet.host.Questions;

/** Looks at hosts: one round trip each, and the network probes of their services. */
public final class Examiner {

    /** So long back events are of interest to a plan: a day of work, with its nightly jobs. */
    static final Duration RECORDED = Duration.ofDays(1);

    private final Fleet fleet;

    public Examiner(Fleet fleet) {
        this.fleet = fleet;
    }

    /** With what the services were denied of late. */
    public Map<String, Outcome<Examination>> examine(List<HostTarget> targets) {
        Map<String, HostTarget> byName = new HashMap<>();
        targets.forEach(target -> byName.put(target.name(), target));
        return fleet.each("probe", targets.stream().map(HostTarget::session).toList(), session -> {
            HostTarget target = Objects.requireNonNull(byName.get(session.host()));
            return examine(target, target.questions().recording(Period.last(RECORDED)));
        });
    }

    static Examination examine(HostTarget target) throws HostException {
        return examine(target, target.questions());
    }

    static Examination examine(HostTarget target, Questions questions) throws HostException {
        ObservedHost observed = target.session().probe(questions);
        return new Examination(observed, target.probes().results(target.session(), observed, false));
    }
}
