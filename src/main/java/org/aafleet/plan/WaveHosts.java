package org.aafleet.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.aafleet.plan.DesiredFleet.DesiredWave;
import org.aafleet.playbook.Play;
import org.aafleet.playbook.RolloutSettings;
import org.aafleet.playbook.SerialSize;
import org.aafleet.playbook.WaveEntry;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problem;

/** Divides the hosts of a play into the waves of its rollout. Percentages are of all hosts of the play, as in {@code serial}. */
final class WaveHosts {

    private final PlayHosts selection;
    private final List<Problem> problems = new ArrayList<>();

    WaveHosts(PlayHosts selection) {
        this.selection = selection;
    }

    /** @param hosts those of the play, in its order */
    List<DesiredWave> of(Play play, List<DesiredHost> hosts) {
        RolloutSettings settings = play.rolloutSettings();
        if (!settings.isStaged()) {
            return List.of();
        }
        List<String> names = hosts.stream().map(DesiredHost::name).toList();
        return settings.waves().isEmpty() ? batches(play, names) : waves(play, names);
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    private static List<DesiredWave> batches(Play play, List<String> names) {
        List<DesiredWave> waves = new ArrayList<>();
        for (List<String> batch : SerialSize.batches(play.serial(), names)) {
            String name = play.serial().isEmpty() ? "all" : Integer.toString(waves.size() + 1);
            waves.add(new DesiredWave(name, batch, play.rolloutSettings().stepsOf(List.of()), false));
        }
        return waves;
    }

    private List<DesiredWave> waves(Play play, List<String> names) {
        List<DesiredWave> waves = new ArrayList<>();
        Set<String> taken = new LinkedHashSet<>();
        Set<String> called = new LinkedHashSet<>();
        for (WaveEntry entry : play.rolloutSettings().waves()) {
            if (!called.add(entry.name().value())) {
                error(entry.name().at(), "there is a wave '" + entry.name().value() + "' already");
            }
            List<String> hosts = hosts(play, entry, names, taken);
            taken.addAll(hosts);
            waves.add(new DesiredWave(
                    entry.name().value(), hosts, play.rolloutSettings().stepsOf(entry.steps()), entry.approve()));
        }
        List<String> left = names.stream().filter(name -> !taken.contains(name)).toList();
        if (!left.isEmpty()) {
            error(
                    play.rolloutSettings().waves().get(0).name().at(),
                    "no wave has " + String.join(", ", left.subList(0, Math.min(5, left.size())))
                            + (left.size() > 5 ? " and " + (left.size() - 5) + " more" : "")
                            + "; a last wave with serial: 100% takes all that remain");
        }
        return waves;
    }

    private List<String> hosts(Play play, WaveEntry entry, List<String> names, Set<String> taken) {
        List<String> free = names.stream().filter(name -> !taken.contains(name)).toList();
        if (entry.hosts().isPresent()) {
            Set<String> matching = selection.matching(play, entry.hosts().get());
            return free.stream().filter(matching::contains).toList();
        }
        int size = entry.serial().orElseThrow().of(names.size());
        return free.subList(0, Math.min(size, free.size()));
    }

    private void error(Location at, String message) {
        problems.add(selection.placed(Problem.error(at, message), at));
    }
}
