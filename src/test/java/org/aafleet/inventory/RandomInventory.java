package org.aafleet.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An inventory of one to three sources, the same for the same seed. */
final class RandomInventory {

    private static final List<String> YAML_VALUES = List.of(
            "1",
            "yes",
            "'yes'",
            "no",
            "~",
            "1.50",
            "1e3",
            "1.0e+3",
            "0o17",
            "017",
            "0x1F",
            "12:30",
            "\"\\u00e9\\n\"",
            "[1, [a, {b: no}]]",
            "{a: {b: 1}}",
            "2024-02-29",
            "text with spaces",
            "'{{ x1 }}'",
            "!unsafe '{{ x }}'",
            "1_000",
            ".5",
            "-.inf",
            "\"\"",
            "on",
            "null",
            "10.0.0.1",
            "'#'",
            "a#b",
            "\"a: b\"",
            "1.",
            "+1");

    private static final List<String> INI_VALUES = List.of(
            "1",
            "True",
            "true",
            "None",
            "1.50",
            "1e3",
            "017",
            "0x1F",
            "0b11",
            "[1,2]",
            "'[1, 2]'",
            "\"{'a': 1}\"",
            "\"'5'\"",
            "text",
            "'two words'",
            "10.0.0.1",
            "1_000",
            "80,443",
            "a,b",
            "'{{ x1 }}'",
            "''",
            "-1",
            "'- 1'",
            "(1)",
            "1.",
            ".5",
            "a=b",
            "x#y",
            "\"a\\\"b\"",
            "'a\\nb'",
            "é",
            "1j2",
            "0",
            "00",
            "08");

    private final Random random;
    private final int groups;
    private final List<String> hosts = new ArrayList<>();

    RandomInventory(long seed) {
        random = new Random(seed);
        groups = 2 + random.nextInt(7);
    }

    InventoryCase write(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("play"));
        List<String> sources = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            sources.add(source(directory, i));
        }
        for (Path beside : List.of(directory, directory.resolve("play"))) {
            varsFiles(beside);
        }
        Optional<String> playbook = random.nextBoolean() ? Optional.of("play") : Optional.empty();
        return new InventoryCase(directory.getFileName().toString(), directory, sources, playbook, patterns());
    }

    private String source(Path directory, int i) throws IOException {
        switch (random.nextInt(5)) {
            case 0 -> {
                return Stream.generate(this::host).limit(2).collect(Collectors.joining(",", "", ","));
            }
            case 1, 2 -> {
                Files.writeString(directory.resolve("s" + i + ".yml"), yaml());
                return "s" + i + ".yml";
            }
            case 3 -> {
                Path inner = Files.createDirectories(directory.resolve("d" + i));
                Files.writeString(inner.resolve("b.yaml"), yaml());
                Files.writeString(inner.resolve("a"), ini());
                Files.writeString(inner.resolve("c.ini"), "[ignored]\nnever\n");
                return "d" + i;
            }
            default -> {
                Files.writeString(directory.resolve("s" + i), ini());
                return "s" + i;
            }
        }
    }

    /** Children have higher numbers than their parents, so there is no circle. */
    private String yaml() {
        StringBuilder text = new StringBuilder();
        for (int group : shuffled()) {
            text.append("g").append(group).append(":\n");
            text.append("  hosts:\n");
            Stream.generate(this::hostPattern)
                    .limit(random.nextInt(4))
                    .distinct()
                    .forEach(host -> text.append("    ")
                            .append(host)
                            .append(": {")
                            .append(yamlVars())
                            .append("}\n"));
            text.append("  children:\n");
            children(group).forEach(child -> text.append("    g").append(child).append(":\n"));
            if (random.nextInt(3) > 0) {
                String priority = random.nextInt(3) == 0 ? "ansible_group_priority: " + random.nextInt(20) + ", " : "";
                text.append("  vars: {").append(priority).append(yamlVars()).append("}\n");
            }
        }
        return text.toString();
    }

    private String ini() {
        StringBuilder text = new StringBuilder();
        text.append(host()).append(" ").append(iniVars(" ")).append("\n");
        List<Integer> order = shuffled();
        for (int group : order) {
            text.append("[g").append(group).append("]\n");
            Stream.generate(this::hostPattern)
                    .limit(random.nextInt(4))
                    .forEach(host ->
                            text.append(host).append(" ").append(iniVars(" ")).append("\n"));
        }
        for (int group : order) {
            text.append("[g").append(group).append(":children]\n");
            children(group).forEach(child -> text.append("g").append(child).append("\n"));
            text.append("[g")
                    .append(group)
                    .append(":vars]\n")
                    .append(iniVars("\n"))
                    .append("\n");
        }
        return text.toString();
    }

    private void varsFiles(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("group_vars"));
        Files.createDirectories(directory.resolve("host_vars/h1"));
        Files.writeString(directory.resolve("group_vars/all.yml"), "{" + yamlVars() + "}");
        Files.writeString(directory.resolve("host_vars/h1/part.yml"), "{" + yamlVars() + "}");
        for (int i = 0; i < 3; i++) {
            String extension = pick(List.of("", ".yml", ".yaml"));
            Files.writeString(
                    directory.resolve("group_vars/g" + random.nextInt(groups) + extension), "{" + yamlVars() + "}");
            Files.writeString(directory.resolve("host_vars/h" + (2 + random.nextInt(9))), "{" + yamlVars() + "}");
        }
    }

    private List<String> patterns() {
        List<String> patterns = new ArrayList<>(List.of("all", "*", "ungrouped", "all[0]", "g*", "h*[1]"));
        for (int i = 0; i < 25; i++) {
            String pattern = IntStream.rangeClosed(0, random.nextInt(3))
                    .mapToObj(part -> (part == 0 ? "" : pick(List.of("", "&", "!"))) + term())
                    .collect(Collectors.joining(pick(List.of(":", ",", ", "))));
            patterns.add(random.nextInt(4) == 0 ? pattern + " --limit " + term() : pattern);
        }
        return patterns;
    }

    private String term() {
        String group = "g" + random.nextInt(groups + 1);
        return switch (random.nextInt(9)) {
            case 0 -> host();
            case 1 -> group + "[" + (random.nextInt(7) - 3) + "]";
            case 2 -> group + "[" + random.nextInt(3) + ":" + random.nextInt(5) + "]";
            case 3 -> "~h[" + random.nextInt(5) + "-9]$";
            case 4 -> "h?";
            case 5 -> "[gh]" + random.nextInt(10) + "*";
            case 6 -> "*" + random.nextInt(10);
            default -> group;
        };
    }

    private String yamlVars() {
        return vars(YAML_VALUES, ": ", ", ");
    }

    private String iniVars(String separator) {
        return vars(INI_VALUES, "=", separator);
    }

    private String vars(List<String> values, String equals, String separator) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> "x" + random.nextInt(6) + i + equals + pick(values))
                .collect(Collectors.joining(separator));
    }

    private String hostPattern() {
        return switch (random.nextInt(6)) {
            case 0 -> "h[1:" + (1 + random.nextInt(4)) + "]";
            case 1 -> "h[01:1" + random.nextInt(6) + ":" + (1 + random.nextInt(4)) + "]";
            case 2 -> host() + ":" + (1000 + random.nextInt(9));
            default -> host();
        };
    }

    private String host() {
        if (hosts.isEmpty() || random.nextInt(3) == 0) {
            hosts.add(pick(List.of("h", "h", "h", "n.example.", "10.0.0.", "db-")) + (1 + random.nextInt(12)));
        }
        return pick(hosts);
    }

    private List<Integer> children(int group) {
        return IntStream.range(group + 1, groups)
                .filter(child -> random.nextInt(5) == 0)
                .boxed()
                .toList();
    }

    private List<Integer> shuffled() {
        List<Integer> order = new ArrayList<>(IntStream.range(0, groups).boxed().toList());
        java.util.Collections.shuffle(order, random);
        return order;
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
