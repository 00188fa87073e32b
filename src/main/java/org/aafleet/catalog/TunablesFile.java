package org.aafleet.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.aafleet.catalog.ServiceFile.Tunable;
import org.aafleet.policy.ProfileFile;
import org.aafleet.policy.model.Statement;
import org.aafleet.policy.model.VariableAssignment;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Binder;
import org.aafleet.yaml.Located;

/** The service's variables with a site's values in place of the defaults; comments and order stay. */
final class TunablesFile {

    private final Service service;
    private final Binder binder;

    TunablesFile(Service service, Binder binder) {
        this.service = service;
        this.binder = binder;
    }

    String render(Map<String, List<Located<String>>> values) {
        Problems problems = new Problems();
        ProfileFile file = ProfileFile.parse(service.tunables(), problems);
        problems.throwIfErrors();
        Map<String, String> byVariable = values.entrySet().stream()
                .collect(Collectors.toMap(
                        tuned -> service.variable(tuned.getKey()),
                        tuned -> assignment(tuned.getKey(), tuned.getValue())));
        String text = replaced(file, byVariable);
        values.forEach((tunable, given) -> refuseIfAbsent(tunable, given, file));
        return text;
    }

    /** A value that goes nowhere would leave the default in force. */
    private void refuseIfAbsent(String tunable, List<Located<String>> given, ProfileFile file) {
        String name = service.variable(tunable);
        boolean assigned = file.statements().stream()
                .anyMatch(statement -> statement instanceof VariableAssignment variable
                        && variable.name().equals(name));
        if (!assigned && !given.isEmpty()) {
            binder.error(given.get(0).at(), file.source().name() + " does not set @{" + name + "}");
        }
    }

    private static String replaced(ProfileFile file, Map<String, String> byVariable) {
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

    private String assignment(String tunable, List<Located<String>> values) {
        Tunable about = Objects.requireNonNull(service.about().tunables().get(tunable));
        List<String> words = new ArrayList<>();
        for (Located<String> value : values) {
            TunableValue.check(value.value(), about.kind())
                    .ifPresentOrElse(
                            wrong -> binder.error(
                                    value.at(), "tunable '" + tunable + "' of " + service.name() + ": " + wrong),
                            () -> words.add(TunableValue.policy(value.value(), about.kind())));
        }
        return "@{" + service.variable(tunable) + "}=" + String.join(" ", words);
    }
}
