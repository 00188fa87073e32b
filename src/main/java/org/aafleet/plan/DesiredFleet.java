package org.aafleet.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.aafleet.playbook.Play;
import org.aafleet.playbook.RolloutStep;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.problem.Suggestion;

/** What a playbook wants of an inventory, before any host was asked. */
public record DesiredFleet(List<DesiredPlay> plays, List<Problem> warnings) {

    /** @param waves every host of the play in its wave, when the rollout has stages */
    public record DesiredPlay(Play play, List<DesiredHost> hosts, List<DesiredWave> waves) {

        public DesiredPlay {
            hosts = List.copyOf(hosts);
            waves = List.copyOf(waves);
        }
    }

    /**
     * Hosts that go together.
     *
     * @param hosts their names, in the order of the play
     * @param steps the modes that they go through
     * @param approve whether a person must let them begin
     */
    public record DesiredWave(String name, List<String> hosts, List<RolloutStep> steps, boolean approve) {

        public DesiredWave {
            hosts = List.copyOf(hosts);
            steps = List.copyOf(steps);
        }
    }

    /** With further warnings. */
    public DesiredFleet warning(List<Problem> more) {
        List<Problem> all = new ArrayList<>(warnings);
        all.addAll(more);
        return new DesiredFleet(plays, all);
    }

    /**
     * With what shall enforce in complain.
     *
     * @param only these services; all when none is named
     * @throws InputException naming each that no host shall have
     */
    public DesiredFleet recording(List<String> only) {
        Set<String> known = new TreeSet<>();
        plays.forEach(play ->
                play.hosts().forEach(host -> host.services().forEach(service -> known.add(service.name()))));
        Problems problems = new Problems();
        only.stream()
                .filter(service -> !known.contains(service))
                .forEach(service -> problems.add(Problem.error("the playbook has no service '" + service + "'")
                        .withHint(Suggestion.didYouMean(service, known))));
        problems.throwIfErrors();
        return new DesiredFleet(
                plays.stream()
                        .map(play -> new DesiredPlay(
                                play.play(),
                                play.hosts().stream()
                                        .map(host -> host.only(only).at(RolloutStep.COMPLAIN))
                                        .filter(host -> !host.services().isEmpty())
                                        .toList(),
                                List.of()))
                        .toList(),
                warnings);
    }

    public boolean isStaged() {
        return plays.stream().anyMatch(play -> play.play().rolloutSettings().isStaged());
    }

    public DesiredFleet {
        plays = List.copyOf(plays);
        warnings = List.copyOf(warnings);
    }

    public boolean isEmpty() {
        return plays.stream().allMatch(play -> play.hosts().isEmpty());
    }
}
