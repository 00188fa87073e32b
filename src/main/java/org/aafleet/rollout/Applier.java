package org.aafleet.rollout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;
import org.aafleet.catalog.ServiceMode;
import org.aafleet.fleet.HostException;
import org.aafleet.fleet.HostFailure;
import org.aafleet.fleet.HostFailure.State;
import org.aafleet.fleet.ProbeResult;
import org.aafleet.host.ApplyAnswer;
import org.aafleet.host.ApplyAnswer.Failure;
import org.aafleet.host.Cksum;
import org.aafleet.host.Confirmation;
import org.aafleet.host.HostScripts;
import org.aafleet.host.Owner;
import org.aafleet.host.ServiceRevision;
import org.aafleet.host.Transaction;
import org.aafleet.plan.HostPlan;
import org.aafleet.plan.ServicePlan;
import org.aafleet.playbook.RolloutSettings;
import org.aafleet.rollout.HostResult.Status;

/**
 * Carries one host's plan out: the transaction, then the probes; a probe that fails after it takes the change back. What
 * enforces is confirmed over a new connection, or the host takes it back by itself.
 */
public final class Applier {

    private final Owner owner;
    private final List<String> meta;

    /**
     * @param owner who runs it, for the host's lock and history
     * @param meta KEY=VALUE lines for the history of an automatic rollback
     */
    public Applier(Owner owner, List<String> meta) {
        this.owner = owner;
        this.meta = List.copyOf(meta);
    }

    /**
     * @param settings the play's
     * @param plan what to do, as planned from what was seen before
     * @param replan plans again, from what is seen then
     */
    public HostResult apply(
            RolloutSettings settings,
            HostTarget target,
            HostPlan plan,
            Examination before,
            Function<Examination, HostPlan> replan)
            throws HostException {
        if (plan.isBlocked()) {
            return new HostResult(target.name(), Status.BLOCKED, plan.blockers(), Optional.empty());
        }
        if (plan.isNoOp()) {
            return HostResult.of(target.name(), Status.OK);
        }
        Optional<Confirmation> confirmation = confirmation(settings, plan);
        ApplyAnswer answer = transact(settings, target, plan, before, confirmation);
        if (answer.isStaleAfterRecovery()) {
            // The plan was made from what a transaction left that was cut off, and that has been put back since.
            Examination now = Examiner.examine(target);
            return apply(settings, target, replan.apply(now), now, replan);
        }
        if (answer.outcome() == ApplyAnswer.Outcome.UNCONFIRMED) {
            return new Confirmer(owner, settings.keep()).settle(target, before, confirmation.orElseThrow(), answer);
        }
        if (answer.outcome() != ApplyAnswer.Outcome.COMMITTED) {
            return HostResult.failed(failure(target.name(), answer));
        }
        List<ProbeResult> failing = regressions(target, before, answer);
        return failing.isEmpty()
                ? new HostResult(target.name(), Status.CHANGED, answer.notes(), Optional.empty())
                : takeBack(target, services(plan), new Reversal(failing));
    }

    private static List<ProbeResult> regressions(HostTarget target, Examination before, ApplyAnswer answer)
            throws HostException {
        try {
            return Regressions.find(target, before, answer.afterwards());
        } catch (HostException e) {
            throw new HostException(e.failure().in("probe", State.UNPROBED));
        }
    }

    /** A host that cannot be reached under a profile that denies something has to get out of it by itself. */
    private static Optional<Confirmation> confirmation(RolloutSettings settings, HostPlan plan) {
        boolean enforces = plan.changing().stream()
                .anyMatch(service -> service.desired().rendered().mode() == ServiceMode.ENFORCE);
        return enforces && !settings.confirm().isZero()
                ? Optional.of(new Confirmation(UUID.randomUUID().toString(), settings.confirm()))
                : Optional.empty();
    }

    private ApplyAnswer transact(
            RolloutSettings settings,
            HostTarget target,
            HostPlan plan,
            Examination before,
            Optional<Confirmation> confirmation)
            throws HostException {
        boolean sendTools =
                !before.observed().facts().get("tools").equals(Optional.of(Cksum.of(HostScripts.rollbackTool())));
        Transaction transaction =
                new Transaction(owner, services(plan), plan.restarts(), settings.keep(), sendTools, confirmation);
        return target.session().apply(transaction, target.questions());
    }

    private static List<ServiceRevision> services(HostPlan plan) {
        return plan.changing().stream().map(ServicePlan::next).toList();
    }

    private HostResult takeBack(HostTarget target, List<ServiceRevision> services, Reversal reversal)
            throws HostException {
        Map<String, OptionalInt> targets = new LinkedHashMap<>();
        services.forEach(service -> targets.put(
                service.name(), OptionalInt.of(service.seen().revision().orElse(0))));
        List<String> why = new ArrayList<>(meta);
        why.add("reason=" + reversal.reason());
        ApplyAnswer answer =
                target.session().transact(HostScripts.rollback(owner, targets, why, target.questions()), "rollback");
        return reversal.result(target, answer, answer.outcome() == ApplyAnswer.Outcome.COMMITTED);
    }

    static HostFailure failure(String host, ApplyAnswer answer) {
        Failure failure = answer.failure().orElse(new Failure("apply", "the transaction did not commit", ""));
        State state = switch (answer.outcome()) {
            case UNCHANGED -> State.UNCHANGED;
            case REVERTED -> State.REVERTED;
            default -> State.BROKEN;
        };
        return new HostFailure(
                host,
                failure.step(),
                failure.message(),
                Optional.of(failure.printed()).filter(printed -> !printed.isEmpty()),
                state,
                Optional.empty(),
                false);
    }
}
