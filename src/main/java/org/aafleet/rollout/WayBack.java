package org.aafleet.rollout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.aafleet.fleet.HostException;
import org.aafleet.host.ApplyAnswer;
import org.aafleet.host.HostScripts;
import org.aafleet.host.Owner;
import org.aafleet.rollout.HostResult.Status;

/**
 * Takes a host of a rollout back to where it stood before.
 *
 * @param owner who does it, for the host's lock
 * @param meta KEY=VALUE lines for the host's history
 */
record WayBack(Owner owner, List<String> meta) {

    HostResult go(HostTarget target, StagedHost staged, String why) throws HostException {
        List<String> details = new ArrayList<>(List.of(why));
        Map<String, OptionalInt> targets = targets(staged);
        if (targets.isEmpty()) {
            details.add("there was nothing to take back");
            return new HostResult(target.name(), Status.ROLLED_BACK, details, Optional.empty());
        }
        List<String> lines = new ArrayList<>(meta);
        lines.add("reason=" + why);
        ApplyAnswer answer =
                target.session().transact(HostScripts.rollback(owner, targets, lines, target.questions()), "rollback");
        if (answer.outcome() != ApplyAnswer.Outcome.COMMITTED) {
            throw new HostException(Applier.failure(target.name(), answer));
        }
        targets.forEach((service, revision) -> details.add(service + ": back at revision " + revision.getAsInt()));
        details.add(Reversal.afterwards(target, answer));
        return new HostResult(target.name(), Status.ROLLED_BACK, details, Optional.empty());
    }

    private static Map<String, OptionalInt> targets(StagedHost staged) {
        Map<String, OptionalInt> targets = new LinkedHashMap<>();
        staged.before().forEach((service, revision) -> {
            int stands = staged.seen().observed().service(service).revision().orElse(0);
            if (stands != revision) {
                targets.put(service, OptionalInt.of(revision));
            }
        });
        return targets;
    }
}
