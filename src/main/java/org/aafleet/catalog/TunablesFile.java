package org.aafleet.catalog;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.aafleet.policy.ProfileFile;
import org.aafleet.policy.model.Aare;
import org.aafleet.policy.model.AssignmentOperator;
import org.aafleet.policy.model.Statement;
import org.aafleet.policy.model.VariableAssignment;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problems;

/** A service's variables with a site's values in place of the defaults; comments and order stay. */
public final class TunablesFile {

    private final Service service;
    private final ProfileFile file;

    private TunablesFile(Service service, ProfileFile file) {
        this.service = service;
        this.file = file;
    }

    /** @throws InputException when the catalogue's own file is not AppArmor policy, or lacks a tunable */
    public static TunablesFile of(Service service) {
        Problems problems = new Problems();
        TunablesFile tunables = new TunablesFile(service, ProfileFile.parse(service.tunables(), problems));
        problems.throwIfErrors();
        tunables.checkThatItSets(service.about().tunables().keySet().stream().map(service::variable));
        tunables.checkThatItSets(service.about().sites().stream()
                .flatMap(sites -> sites.tunables().keySet().stream())
                .map(tunable -> service.variableOfPattern(tunable)));
        return tunables;
    }

    /** A value that goes nowhere would leave the profile without the rule. */
    private void checkThatItSets(Stream<String> variables) {
        Map<String, List<String>> set = byVariable();
        variables.filter(variable -> !set.containsKey(variable)).findFirst().ifPresent(variable -> {
            throw new InputException(service.tunables().name() + " does not set @{" + variable + "}");
        });
    }

    /** The catalogue's values by tunable, as policy has them. */
    public Map<String, List<String>> defaults() {
        Map<String, List<String>> byVariable = byVariable();
        Map<String, List<String>> defaults = new LinkedHashMap<>();
        for (String tunable : service.about().tunables().keySet()) {
            defaults.put(tunable, Objects.requireNonNull(byVariable.get(service.variable(tunable))));
        }
        return defaults;
    }

    private Map<String, List<String>> byVariable() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Statement statement : file.statements()) {
            if (statement instanceof VariableAssignment variable) {
                List<String> own =
                        variable.values().stream().map(Aare::toString).toList();
                boolean adds = variable.operator() == AssignmentOperator.ADD;
                values.merge(variable.name(), own, (before, more) -> adds ? joined(before, more) : more);
            }
        }
        return values;
    }

    private static List<String> joined(List<String> before, List<String> more) {
        return Stream.concat(before.stream(), more.stream()).toList();
    }

    /** @param tuning the values, as policy has them */
    String render(Tuning tuning) {
        Map<String, String> byVariable = new LinkedHashMap<>();
        tuning.tunables()
                .forEach((tunable, words) ->
                        byVariable.put(service.variable(tunable), assignment(service.variable(tunable), words)));
        return replaced(byVariable) + ofSites(tuning.sites());
    }

    private String replaced(Map<String, String> byVariable) {
        String text = file.source().text();
        StringBuilder result = new StringBuilder();
        Set<String> seen = new HashSet<>();
        int done = 0;
        for (Statement statement : file.statements()) {
            if (statement instanceof VariableAssignment variable && byVariable.containsKey(variable.name())) {
                result.append(text, done, variable.span().start());
                // A later += would add the default to the site's values.
                result.append(seen.add(variable.name()) ? byVariable.get(variable.name()) : "");
                done = variable.span().end();
            }
        }
        result.append(text, done, text.length());
        return result.toString().endsWith("\n") ? result.toString() : result + "\n";
    }

    /** What a site does not say has the value that the pattern of sites has, which is nowhere. */
    private String ofSites(Map<String, Map<String, List<String>>> sites) {
        Map<String, List<String>> pattern = byVariable();
        StringBuilder text = new StringBuilder();
        sites.forEach((site, values) -> {
            text.append("# Site ").append(site).append('\n');
            for (String tunable :
                    service.about().sites().orElseThrow().tunables().keySet()) {
                List<String> words = values.getOrDefault(
                        tunable, Objects.requireNonNull(pattern.get(service.variableOfPattern(tunable))));
                text.append(assignment(service.variable(site, tunable), words)).append('\n');
            }
        });
        return text.toString();
    }

    private static String assignment(String variable, List<String> words) {
        return "@{" + variable + "}=" + String.join(" ", words);
    }
}
