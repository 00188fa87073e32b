package org.aafleet.catalog;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        Map<String, List<String>> defaults = tunables.defaults();
        for (String tunable : service.about().tunables().keySet()) {
            if (!defaults.containsKey(tunable)) {
                // A value that goes nowhere would leave the profile without the rule.
                throw new InputException(
                        service.tunables().name() + " does not set @{" + service.variable(tunable) + "}");
            }
        }
        return tunables;
    }

    /** The catalogue's values by tunable, as policy has them. */
    public Map<String, List<String>> defaults() {
        Map<String, List<String>> byVariable = new LinkedHashMap<>();
        for (Statement statement : file.statements()) {
            if (statement instanceof VariableAssignment variable) {
                List<String> values =
                        variable.values().stream().map(Aare::toString).toList();
                boolean adds = variable.operator() == AssignmentOperator.ADD;
                byVariable.merge(variable.name(), values, (before, more) -> adds ? joined(before, more) : more);
            }
        }
        Map<String, List<String>> defaults = new LinkedHashMap<>();
        for (String tunable : service.about().tunables().keySet()) {
            List<String> values = byVariable.get(service.variable(tunable));
            if (values != null) {
                defaults.put(tunable, values);
            }
        }
        return defaults;
    }

    private static List<String> joined(List<String> before, List<String> more) {
        return Stream.concat(before.stream(), more.stream()).toList();
    }

    /** @param values by tunable, as policy has them */
    String render(Map<String, List<String>> values) {
        Map<String, String> byVariable = new LinkedHashMap<>();
        values.forEach((tunable, words) -> {
            String variable = service.variable(tunable);
            byVariable.put(variable, "@{" + variable + "}=" + String.join(" ", words));
        });
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
}
