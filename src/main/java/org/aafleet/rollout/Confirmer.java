package org.aafleet.rollout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.aafleet.fleet.HostException;
import org.aafleet.fleet.HostFailure;
import org.aafleet.fleet.HostFailure.State;
import org.aafleet.fleet.HostSession;
import org.aafleet.fleet.ProbeResult;
import org.aafleet.host.ApplyAnswer;
import org.aafleet.host.ApplyAnswer.Outcome;
import org.aafleet.host.Confirmation;
import org.aafleet.host.HostScripts;
import org.aafleet.host.ObservedHost;
import org.aafleet.host.Owner;
import org.aafleet.rollout.HostResult.Status;

/**
 * The word that an enforcing change awaits. Only a connection that is opened after the change shows that the host can still be
 * reached, that a login works and that sudo does; so the probes are asked over it.
 */
final class Confirmer {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Owner owner;
    private final int keep;

    /**
     * @param owner who confirms, for the host's lock
     * @param keep how many old revisions stay on the host
     */
    Confirmer(Owner owner, int keep) {
        this.owner = owner;
        this.keep = keep;
    }

    /**
     * @param before the host before the change
     * @param done what the transaction answered, which ended unconfirmed
     */
    HostResult settle(HostTarget target, Examination before, Confirmation confirmation, ApplyAnswer done)
            throws HostException {
        try (HostSession again = target.session().again()) {
            HostTarget anew = new HostTarget(target.services(), again);
            List<ProbeResult> failing = judge(anew, before, confirmation);
            return failing.isEmpty()
                    ? confirm(anew, confirmation, done)
                    : decline(anew, confirmation, new Reversal(failing));
        }
    }

    private static List<ProbeResult> judge(HostTarget anew, Examination before, Confirmation confirmation)
            throws HostException {
        try {
            return Regressions.find(anew, before, look(anew, confirmation));
        } catch (HostException e) {
            throw returning(e.failure(), "confirm");
        }
    }

    /** A network that is shaken for a moment is no reason to go back; there is half the time for it. */
    private static ObservedHost look(HostTarget anew, Confirmation confirmation) throws HostException {
        long end = System.nanoTime() + confirmation.within().toNanos() / 2;
        while (true) {
            try {
                return anew.session().probe(anew.questions().whetherItWorks());
            } catch (HostException e) {
                if (!e.failure().unreachable() || System.nanoTime() > end || !pause()) {
                    throw e;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private HostResult confirm(HostTarget anew, Confirmation confirmation, ApplyAnswer done) throws HostException {
        String script = HostScripts.confirm(owner, confirmation.token(), keep);
        long end = System.nanoTime() + confirmation.within().toNanos() / 2;
        ApplyAnswer answer = anew.session().transact(script, "confirm");
        // Another's refused attempt is over in a moment.
        while (isLocked(answer) && System.nanoTime() < end && pause()) {
            answer = anew.session().transact(script, "confirm");
        }
        return answer.outcome() == Outcome.COMMITTED
                ? new HostResult(anew.name(), Status.CHANGED, done.notes(), Optional.empty())
                : HostResult.failed(Applier.failure(anew.name(), answer));
    }

    private static boolean isLocked(ApplyAnswer answer) {
        return answer.failure()
                .filter(failure -> failure.message().startsWith("locked:"))
                .isPresent();
    }

    private HostResult decline(HostTarget anew, Confirmation confirmation, Reversal reversal) throws HostException {
        String script = HostScripts.decline(
                owner, confirmation.token(), reversal.reason(), anew.questions().whetherItWorks());
        ApplyAnswer answer;
        try {
            answer = anew.session().transact(script, "take back");
        } catch (HostException e) {
            throw returning(e.failure(), "take back");
        }
        return reversal.result(anew, answer, answer.outcome() == Outcome.REVERTED);
    }

    private static HostException returning(HostFailure failure, String step) {
        return new HostException(failure.in(step, State.RETURNING));
    }
}
