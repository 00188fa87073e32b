package org.aafleet.rollout;

import java.util.Map;
import org.aafleet.fleet.HostException;
import org.aafleet.fleet.Outcome;
import org.aafleet.host.ApplyAnswer;
import org.aafleet.host.MarkScripts;
import org.aafleet.host.Owner;

/** Ends what a run has left that is gone. */
public final class Unlocking {

    private Unlocking() {}

    /** Who conducts a rollout on each host and since when; an empty text for nobody. */
    public static Map<String, Outcome<String>> leases(Survey survey) {
        return survey.each(
                "look",
                target -> Examiner.examine(target).observed().facts().lease().orElse(""));
    }

    /** @return what the hosts say */
    public static Map<String, Outcome<String>> end(Survey survey, Owner owner) {
        return survey.each("unlock", target -> {
            ApplyAnswer answer = target.session().transact(MarkScripts.release(owner), "unlock");
            if (answer.outcome() != ApplyAnswer.Outcome.COMMITTED) {
                throw new HostException(Applier.failure(target.name(), answer));
            }
            return answer.notes().isEmpty() ? "nobody had a lease" : String.join("; ", answer.notes());
        });
    }
}
