package org.aafleet.playbook;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.problem.Severity;
import org.aafleet.yaml.Binder;
import org.aafleet.yaml.Source;
import org.aafleet.yaml.YamlNode;
import org.aafleet.yaml.YamlNode.Sequence;
import org.aafleet.yaml.YamlReader;

/** A list of plays. */
public record Playbook(Source source, List<Play> plays) {

    /** @throws org.aafleet.problem.InputException when the file cannot be read at all */
    public static Playbook read(Path file, Problems problems) {
        return parse(Source.read(file), problems);
    }

    static Playbook parse(Source source, Problems problems) {
        Optional<YamlNode> root = YamlReader.read(source, problems, Severity.ERROR);
        List<Play> plays = new ArrayList<>();
        Binder binder = new Binder(source, problems);
        if (root.isPresent() && root.get() instanceof Sequence list) {
            list.items().forEach(item -> binder.bind(item, Play.class).ifPresent(plays::add));
        } else if (root.isPresent()) {
            binder.error(
                    root.get().at(),
                    "a playbook is a list of plays, found " + root.get().kind());
        } else if (!problems.hasErrors()) {
            problems.add(Problem.error(source.at(1, 1), "the playbook is empty"));
        }
        return new Playbook(source, List.copyOf(plays));
    }
}
