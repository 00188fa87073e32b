package org.aafleet.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.aafleet.inventory.Host;
import org.aafleet.inventory.Inventory;
import org.aafleet.inventory.Selection;
import org.aafleet.inventory.Variables;
import org.aafleet.playbook.HostPattern;
import org.aafleet.playbook.Play;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problem;
import org.aafleet.yaml.Source;
import org.aafleet.yaml.YamlNode;

/**
 * The hosts of each play. A limit may leave a play without a host, as in Ansible, but not all of them: that is a typing
 * error more likely than a wish.
 */
final class PlayHosts {

    private final Source source;
    private final Inventory inventory;
    private final List<String> limits;
    private final Map<String, YamlNode> extraVars;
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Set<Problem> refusals = new LinkedHashSet<>();
    private boolean anyWithinLimits;

    PlayHosts(Source source, Inventory inventory, List<String> limits, Map<String, YamlNode> extraVars) {
        this.source = source;
        this.inventory = inventory;
        this.limits = List.copyOf(limits);
        this.extraVars = extraVars;
    }

    List<Host> of(Play play) {
        try {
            Variables variables = inventory.variables(List.of(play.vars(), extraVars));
            List<String> patterns = play.hosts().parts().stream()
                    .map(part -> variables.resolve(part.value(), part.at()))
                    .toList();
            Selection all = inventory.select(patterns, List.of());
            all.warnings()
                    .forEach(
                            warning -> problems.add(placed(warning, play.hosts().at())));
            return limits.isEmpty() || all.hosts().isEmpty() ? all.hosts() : limited(patterns, all);
        } catch (InputException e) {
            e.problems()
                    .forEach(
                            problem -> problems.add(placed(problem, play.hosts().at())));
            return List.of();
        }
    }

    /** The names of the hosts of the inventory that a pattern within a play matches. */
    Set<String> matching(Play play, HostPattern pattern) {
        try {
            Variables variables = inventory.variables(List.of(play.vars(), extraVars));
            Selection matching = inventory.select(
                    pattern.parts().stream()
                            .map(part -> variables.resolve(part.value(), part.at()))
                            .toList(),
                    List.of());
            matching.warnings().forEach(warning -> problems.add(placed(warning, pattern.at())));
            return matching.hosts().stream().map(Host::name).collect(Collectors.toSet());
        } catch (InputException e) {
            e.problems().forEach(problem -> problems.add(placed(problem, pattern.at())));
            return Set.of();
        }
    }

    /** What is wrong with the plays' patterns, and with the limits if no play was left a host. */
    List<Problem> problems() {
        List<Problem> found = new ArrayList<>(problems);
        if (!anyWithinLimits) {
            found.addAll(refusals);
        }
        return found;
    }

    private List<Host> limited(List<String> patterns, Selection all) {
        try {
            Selection limited = inventory.select(patterns, limits);
            limited.warnings().stream()
                    .filter(warning -> !all.warnings().contains(warning))
                    .forEach(problems::add);
            anyWithinLimits = true;
            return limited.hosts();
        } catch (InputException e) {
            refusals.addAll(e.problems());
            return List.of();
        }
    }

    /** Problems of a pattern have no place of their own. */
    Problem placed(Problem problem, Location at) {
        Location where = problem.where().orElse(at);
        return new Problem(
                problem.severity(),
                Optional.of(where),
                problem.message(),
                problem.hint(),
                problem.excerpt().or(() -> source.excerpt(where)));
    }
}
