package org.aafleet.inventory;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.problem.Severity;
import org.aafleet.yaml.JsonReader;
import org.aafleet.yaml.PlainValues;
import org.aafleet.yaml.Source;
import org.aafleet.yaml.YamlNode;
import org.aafleet.yaml.YamlNode.Mapping;
import org.aafleet.yaml.YamlReader;

/** The files that an inventory was read from, kept so that a problem found later can show the line. */
final class Texts {

    private static final String VAULT = "$ANSIBLE_VAULT;";

    private final Map<String, Source> read = new LinkedHashMap<>();

    Source read(Path file) {
        return keep(Source.read(file));
    }

    Source keep(Source source) {
        read.put(source.name(), source);
        return source;
    }

    Optional<String> excerpt(Location at) {
        return Optional.ofNullable(read.get(at.file())).flatMap(source -> source.excerpt(at));
    }

    /** Reads a text as Ansible does: as JSON if it is JSON, as YAML otherwise. */
    static Optional<YamlNode> parse(Source source, Problems problems) {
        String start = source.text().stripLeading();
        if (start.startsWith("{") || start.startsWith("[")) {
            try {
                return Optional.of(JsonReader.read(source));
            } catch (InputException e) {
                // then it is YAML, in flow style
            }
        }
        return YamlReader.read(source, problems, Severity.WARNING);
    }

    /** The variables that a file sets; none if it holds no document. */
    Optional<Map<String, YamlNode>> variables(Path file, Problems problems) {
        Source source = read(file);
        if (source.text().startsWith(VAULT)) {
            Location at = source.at(1, 1);
            problems.add(Problem.warning(at, "encrypted with ansible-vault: its variables are unknown here"));
            return Optional.empty();
        }
        return parse(source, problems).flatMap(node -> variables(node, source, problems));
    }

    static Optional<Map<String, YamlNode>> variables(YamlNode node, Source source, Problems problems) {
        if (node instanceof Mapping mapping) {
            return Optional.of(VariableNames.of(mapping));
        }
        if (!isEmpty(node)) {
            problems.add(Problem.error(node.at(), "expected variables as 'name: value', found " + node.kind())
                    .withExcerpt(source.excerpt(node.at())));
        }
        return Optional.empty();
    }

    /** What Python takes for false; Ansible skips a file of variables with only that in it. */
    private static boolean isEmpty(YamlNode node) {
        Object value = PlainValues.of(node);
        return value == null
                || value.equals("")
                || value.equals(false)
                || value.equals(0L)
                || (value instanceof java.util.List<?> list && list.isEmpty());
    }
}
