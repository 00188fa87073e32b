package org.aafleet.rollout;

import java.util.List;
import java.util.Map;
import org.aafleet.fleet.Fleet;
import org.aafleet.fleet.HostException;
import org.aafleet.fleet.Outcome;
import org.aafleet.host.ObservedHost;
import org.aafleet.host.Questions;

/** Looks at hosts: one round trip each, and the network probes of their services. */
public final class Examiner {

    private final Fleet fleet;

    public Examiner(Fleet fleet) {
        this.fleet = fleet;
    }

    public Map<String, Outcome<Examination>> examine(List<HostTarget> targets) {
        Map<String, HostTarget> byName = new java.util.HashMap<>();
        targets.forEach(target -> byName.put(target.name(), target));
        return fleet.each(
                "probe",
                targets.stream().map(HostTarget::session).toList(),
                session -> examine(java.util.Objects.requireNonNull(byName.get(session.host()))));
    }

    static Examination examine(HostTarget target) throws HostException {
        return examine(target, target.questions());
    }

    static Examination examine(HostTarget target, Questions questions) throws HostException {
        ObservedHost observed = target.session().probe(questions);
        return new Examination(observed, target.probes().results(target.session(), observed, false));
    }
}
