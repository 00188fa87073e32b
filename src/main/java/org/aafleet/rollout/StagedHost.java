package org.aafleet.rollout;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.aafleet.audit.Replay.Denied;
import org.aafleet.host.Baseline;
import org.aafleet.host.Evidence;
import org.aafleet.host.Managed;
import org.aafleet.host.Mark;
import org.aafleet.host.Mark.Status;
import org.aafleet.host.SeenEvent;
import org.aafleet.plan.DesiredService;
import org.aafleet.plan.ExpectedDenials;
import org.aafleet.plan.HostPlan;
import org.aafleet.plan.ServicePlan;
import org.aafleet.plan.ServiceStatus;
import org.aafleet.playbook.GateSettings;
import org.aafleet.rollout.Gate.Findings;

/**
 * A host of a rollout as it was seen, and where it stands by that. Its own files and its kernel say what it has; the mark on it
 * says what for and since when.
 *
 * @param name the host's, in the inventory
 * @param enforced the services that the playbook wants to enforce, whatever its waves' steps
 * @param plans what is to be done for each stage of its wave; nothing when it is as it shall be there
 */
record StagedHost(String name, Wave wave, Set<String> enforced, Examination seen, List<HostPlan> plans) {

    StagedHost {
        enforced = Set.copyOf(enforced);
        plans = List.copyOf(plans);
    }

    /**
     * Where the rollout leads this host, by which stages. Another playbook, or another configuration of a service, leads
     * elsewhere, and what was shown on the way there counts for nothing here.
     */
    String road() {
        StringBuilder text = new StringBuilder();
        wave.stages().forEach(stage -> text.append(stage.step()).append('\n'));
        for (ServicePlan service : last().services()) {
            text.append(service.desired().name()).append('\n');
            for (Managed managed : service.next().managed()) {
                if (managed instanceof Managed.TextFile file) {
                    text.append(file.path()).append('\n').append(file.text()).append('\n');
                }
            }
        }
        return sha256(text.toString());
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private HostPlan last() {
        return plans.get(wave.last());
    }

    Evidence evidence() {
        return seen.observed().evidence().orElseThrow();
    }

    /** The mark, when it is of this road. */
    Optional<Mark> mark() {
        return evidence().mark().filter(mark -> mark.road().equals(road()) && mark.stage() <= wave.last());
    }

    /** The mark of another rollout that has not come to its end. */
    Optional<Mark> elsewhere(String rollout) {
        return evidence()
                .mark()
                .filter(mark -> mark.isUnderWay()
                        && !mark.rollout().isEmpty()
                        && !mark.rollout().equals(rollout));
    }

    /** The revisions that the host goes back to: those of before it set out, on whichever road. */
    Map<String, Integer> before() {
        Map<String, Integer> before = new TreeMap<>();
        last().services()
                .forEach(service -> before.put(
                        service.desired().name(),
                        service.next().seen().revision().orElse(0)));
        evidence().mark().filter(this::isOnItsWay).ifPresent(mark -> before.putAll(mark.before()));
        return before;
    }

    /** Failed hosts are back already; from the end of another road there is no way back to its beginning. */
    private boolean isOnItsWay(Mark mark) {
        return mark.status() != Status.FAILED
                && (mark.status() != Status.DONE || mark.road().equals(road()));
    }

    /** From where the log counts for a stage that is entered: from the first try. */
    Baseline logBefore(int stage) {
        return mark().filter(mark -> mark.status() == Status.ENTERING && mark.stage() == stage)
                .map(Mark::since)
                .orElse(evidence().now())
                .ofLog();
    }

    Standing standing(GateSettings gate, Instant clock) {
        Optional<Mark> mark = mark();
        if (mark.isPresent() && mark.get().status() == Status.FAILED) {
            return new Standing.Failed(mark.get().stage(), mark.get().reason().orElse("it did not pass"));
        }
        Optional<String> takenBack = seen.observed().facts().takenBack();
        if (takenBack.isPresent() && mark.isPresent() && mark.get().isEntering()) {
            return new Standing.In(
                    mark.get().stage(),
                    new Verdict.Fail(List.of("the host took its last change back: " + takenBack.get())));
        }
        return mark.isEmpty() ? unmarked() : marked(mark.get(), gate, clock);
    }

    private Standing unmarked() {
        if (last().isBlocked()) {
            return new Standing.Failed(0, "blocked: " + String.join("; ", last().blockers()));
        }
        return last().isNoOp() ? new Standing.Passed(wave.last()) : new Standing.Due(0, false);
    }

    private Standing marked(Mark mark, GateSettings gate, Instant clock) {
        if (mark.isEntering()) {
            return new Standing.Due(mark.stage(), true);
        }
        HostPlan plan = plans.get(mark.stage());
        if (mark.status() == Status.DONE) {
            // What somebody took back since, or changed, is not there any more.
            return plan.isNoOp() ? new Standing.Passed(wave.last()) : unmarked();
        }
        if (!plan.isNoOp()) {
            return new Standing.In(mark.stage(), new Verdict.Fail(changedByHand(plan)));
        }
        Soak soak = new Soak(mark, evidence().now(), clock);
        Verdict verdict = new Gate(gate).judge(wave.stages().get(mark.stage()), findings(soak));
        if (verdict instanceof Verdict.Fail) {
            return new Standing.In(mark.stage(), verdict);
        }
        if (mark.status() == Status.PASSED) {
            return new Standing.Passed(mark.stage());
        }
        if (skipped(mark).isPresent()) {
            return new Standing.In(mark.stage(), new Verdict.Pass());
        }
        return soak.upgraded().isEmpty()
                ? new Standing.In(mark.stage(), verdict)
                : new Standing.Due(mark.stage(), true);
    }

    /** Why a person has let it pass the stage that it is in. */
    Optional<String> skipped(Mark mark) {
        return evidence()
                .skip()
                .filter(skip -> skip.road().equals(mark.road()) && skip.stage() == mark.stage())
                .map(Evidence.Skip::why);
    }

    /** Its text is of the same road, so it is not the playbook that differs. */
    private List<String> changedByHand(HostPlan plan) {
        List<String> reasons = new ArrayList<>();
        plan.changing().forEach(service -> {
            String name = service.desired().name();
            List<String> drift = ServiceStatus.of(service.desired().service(), seen.observed())
                    .drift();
            (drift.isEmpty() ? List.of("it is not as it was left") : drift)
                    .forEach(what -> reasons.add(name + ": " + what));
        });
        return reasons;
    }

    private Findings findings(Soak soak) {
        List<DesiredService> enforcing = last().services().stream()
                .map(ServicePlan::desired)
                .filter(service -> enforced.contains(service.name()))
                .toList();
        List<String> unseen = new ArrayList<>();
        List<String> running = new ArrayList<>();
        for (DesiredService service : enforcing) {
            ServiceStatus status = ServiceStatus.of(service.service(), seen.observed());
            if (!status.unconfined().isEmpty()) {
                unseen.add(service.name() + ": " + status.unconfined().size()
                        + " processes run unconfined, so nothing is known of them; restart it");
            }
            if (!status.confined().isEmpty() || !status.unconfined().isEmpty()) {
                running.add(service.name());
            } else if (!service.service().about().units().isEmpty()) {
                unseen.add(service.name() + " does not run there");
            }
        }
        return new Findings(
                soak,
                evidence(),
                counting(enforcing),
                seen.failing(),
                unseen,
                running,
                replayed(soak.mark().stage() + 1));
    }

    /** Complain leaves the rules out that deny on purpose, so that what they deny is recorded there. */
    private List<Denied> replayed(int stage) {
        return plans.stream()
                .skip(stage)
                .limit(1)
                .flatMap(plan -> plan.changing().stream())
                .flatMap(service -> service.review().stream())
                .flatMap(review -> review.replayed().stream())
                .flatMap(replayed -> replayed.result().accesses().stream())
                .filter(denied -> !denied.decision().isDeniedOnPurpose())
                .toList();
    }

    private List<SeenEvent> counting(List<DesiredService> enforcing) {
        List<SeenEvent> counting = new ArrayList<>();
        for (DesiredService service : enforcing) {
            List<SeenEvent> own = evidence().events().stream()
                    .filter(event -> isOf(service, event.example().profile()))
                    .toList();
            if (!own.isEmpty()) {
                ExpectedDenials expected = new ExpectedDenials(service.rendered());
                own.stream().filter(event -> !expected.cover(event.example())).forEach(counting::add);
            }
        }
        return counting;
    }

    /** Also what runs in a profile that the kernel made up, while its parent complains. */
    private static boolean isOf(DesiredService service, String profile) {
        return service.rendered().names().stream()
                .anyMatch(name -> profile.equals(name) || profile.startsWith(name + "//"));
    }
}
