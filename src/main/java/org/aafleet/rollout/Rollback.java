package org.aafleet.rollout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.aafleet.fleet.HostException;
import org.aafleet.fleet.Outcome;
import org.aafleet.fleet.ProbeResult;
import org.aafleet.host.ApplyAnswer;
import org.aafleet.host.HostHistory;
import org.aafleet.host.HostHistory.Revision;
import org.aafleet.host.HostScripts;
import org.aafleet.host.Owner;

/** Takes services back to revisions that the hosts keep. The way back is a revision of its own. */
public final class Rollback {

    /** @param to the revision whose files, modes and absences come back */
    public record Move(int from, int to) {
        @Override
        public String toString() {
            return "revision " + from + " -> " + to;
        }
    }

    /**
     * What a rollback would do on a host.
     *
     * @param moves by service
     * @param obstacles why a service cannot go back
     */
    public record HostMoves(String host, Map<String, Move> moves, List<String> obstacles, Examination before) {}

    private final Survey survey;
    private final OptionalInt to;
    private final Owner owner;
    private final List<String> meta;
    private final Predicate<Revision> from;

    /**
     * @param to the revision; empty for the newest one below where a service stands
     * @param meta KEY=VALUE lines for the history
     */
    public Rollback(Survey survey, OptionalInt to, Owner owner, List<String> meta) {
        this(survey, to, owner, meta, revision -> true);
    }

    private Rollback(Survey survey, OptionalInt to, Owner owner, List<String> meta, Predicate<Revision> from) {
        this.survey = survey;
        this.to = to;
        this.owner = owner;
        this.meta = List.copyOf(meta);
        this.from = from;
    }

    /** The same for services alone that stand at such a revision. */
    public Rollback onlyFrom(Predicate<Revision> revision) {
        return new Rollback(survey, to, owner, meta, revision);
    }

    public Map<String, Outcome<HostMoves>> plan() {
        return survey.each("look", target -> {
            Examination before = Examiner.examine(target);
            return moves(target.name(), before, survey.history(target));
        });
    }

    private HostMoves moves(String host, Examination before, List<HostHistory> histories) {
        Map<String, Move> moves = new TreeMap<>();
        List<String> obstacles = new ArrayList<>();
        for (HostHistory history : histories) {
            if (history.current().isEmpty() || !standsAtOneOf(history)) {
                continue;
            }
            int from = history.current().getAsInt();
            List<Integer> kept =
                    history.revisions().stream().map(Revision::number).toList();
            if (to.isPresent() ? !kept.contains(to.getAsInt()) : from == 0) {
                String wanted = to.isPresent() ? "no revision " + to.getAsInt() : "nothing to go back to";
                obstacles.add(history.service() + " has " + wanted + ": it stands at revision " + from
                        + " and the host keeps "
                        + kept.stream().map(String::valueOf).collect(Collectors.joining(", ")));
                continue;
            }
            int goal = to.orElseGet(() -> kept.stream()
                    .mapToInt(Integer::intValue)
                    .filter(number -> number < from)
                    .max()
                    .orElse(0));
            if (goal != from && !isCopyOf(goal, from, history)) {
                moves.put(history.service(), new Move(from, goal));
            }
        }
        return new HostMoves(host, moves, obstacles, before);
    }

    private boolean standsAtOneOf(HostHistory history) {
        return history.revisions().stream()
                .filter(revision -> revision.number() == history.current().getAsInt())
                .allMatch(from);
    }

    /** Going back to 0 twice is going back once. */
    private static boolean isCopyOf(int goal, int from, HostHistory history) {
        return history.revisions().stream()
                .filter(revision -> revision.number() == from)
                .anyMatch(revision ->
                        ("rollback to " + goal).equals(revision.meta().get("action")));
    }

    /** Carries the moves out; a host that could not be looked at keeps its failure. */
    public List<HostResult> run(Map<String, Outcome<HostMoves>> planned) {
        Map<String, HostMoves> due = new LinkedHashMap<>();
        Map<String, HostResult> settled = new LinkedHashMap<>();
        planned.forEach((name, outcome) -> {
            if (outcome instanceof Outcome.Failed<HostMoves> failed) {
                settled.put(name, HostResult.failed(failed.failure()));
                return;
            }
            HostMoves host = ((Outcome.Done<HostMoves>) outcome).value();
            if (host.moves().isEmpty()) {
                settled.put(name, idle(host));
            } else {
                due.put(name, host);
            }
        });
        Map<String, Outcome<HostResult>> done = survey.each(
                "roll back", due.keySet(), target -> take(target, Objects.requireNonNull(due.get(target.name()))));
        return planned.keySet().stream()
                .map(name -> settled.containsKey(name)
                        ? Objects.requireNonNull(settled.get(name))
                        : HostResult.of(Objects.requireNonNull(done.get(name))))
                .toList();
    }

    private static HostResult idle(HostMoves host) {
        return HostResult.of(
                host.host(),
                host.obstacles().isEmpty() ? HostResult.Status.OK : HostResult.Status.BLOCKED,
                host.obstacles().toArray(String[]::new));
    }

    private HostResult take(HostTarget target, HostMoves host) throws HostException {
        Map<String, OptionalInt> targets = new LinkedHashMap<>();
        host.moves().forEach((service, move) -> targets.put(service, OptionalInt.of(move.to())));
        ApplyAnswer answer =
                target.session().transact(HostScripts.rollback(owner, targets, meta, target.questions()), "rollback");
        if (answer.outcome() != ApplyAnswer.Outcome.COMMITTED) {
            return HostResult.failed(Applier.failure(target.name(), answer));
        }
        List<String> details = new ArrayList<>(answer.notes());
        host.moves().forEach((service, move) -> details.add(service + ": " + move));
        details.addAll(host.obstacles());
        List<ProbeResult> failing = Regressions.find(target, host.before(), answer.afterwards());
        failing.forEach(probe -> details.add("probe failed after the rollback: " + probe));
        boolean bad = !failing.isEmpty() || !host.obstacles().isEmpty();
        return HostResult.of(
                target.name(),
                bad ? HostResult.Status.FAILED : HostResult.Status.CHANGED,
                details.toArray(String[]::new));
    }
}
