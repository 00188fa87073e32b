package org.aafleet.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.aafleet.problem.Problems;
import org.aafleet.problem.Severity;
import org.aafleet.yaml.Binder;
import org.aafleet.yaml.Source;
import org.aafleet.yaml.YamlNode;
import org.aafleet.yaml.YamlReader;
import org.jspecify.annotations.Nullable;

/**
 * One inventory and what to ask of it.
 *
 * @param directory what relative sources are relative to
 */
record InventoryCase(
        String name, Path directory, List<String> sources, Optional<String> playbookDir, List<String> select) {

    private static final Path DIRECTORY =
            Path.of("src/test/resources/inventories").toAbsolutePath();

    /** The file {@code case.yml}. */
    record Description(List<String> sources, Optional<String> playbookDir, List<String> select) {}

    /** @param limit absent for none */
    record Pattern(String pattern, Optional<String> limit) {
        static Pattern parse(String text) {
            String[] parts = text.split(" --limit ", 2);
            return new Pattern(parts[0], parts.length == 2 ? Optional.of(parts[1]) : Optional.empty());
        }
    }

    static List<InventoryCase> all() throws IOException {
        try (Stream<Path> directories = Files.list(DIRECTORY)) {
            return directories.sorted().map(InventoryCase::read).toList();
        }
    }

    private static InventoryCase read(Path directory) {
        Source source = Source.read(directory.resolve("case.yml"));
        Problems problems = new Problems();
        YamlNode node = YamlReader.read(source, problems, Severity.ERROR).orElseThrow();
        Optional<Description> description = new Binder(source, problems).bind(node, Description.class);
        problems.throwIfErrors();
        Description found = description.orElseThrow();
        return new InventoryCase(
                directory.getFileName().toString(), directory, found.sources, found.playbookDir, found.select);
    }

    List<Pattern> patterns() {
        return select.stream().map(Pattern::parse).toList();
    }

    /** With absolute sources, since a test cannot change its working directory. */
    Inventory load() {
        List<String> absolute = sources.stream()
                .map(source -> source.contains(",")
                        ? source
                        : directory.resolve(source).toString())
                .toList();
        return Inventory.load(absolute, Optional.of(directory.resolve(playbookDir.orElse("."))));
    }

    Map<String, Object> question() {
        List<List<@Nullable String>> patterns = new ArrayList<>();
        for (Pattern one : patterns()) {
            List<@Nullable String> pair = new ArrayList<>();
            pair.add(one.pattern);
            pair.add(one.limit
                    .map(limit -> limit.replace("@", "@" + directory + "/"))
                    .orElse(null));
            patterns.add(pair);
        }
        Map<String, Object> question = new HashMap<>();
        question.put("name", name);
        question.put("directory", directory.toString());
        question.put("sources", sources);
        question.put(
                "playbook_dir",
                playbookDir.map(dir -> directory.resolve(dir).toString()).orElse(null));
        question.put("select", patterns);
        question.put("host_limit", 20);
        return question;
    }
}
