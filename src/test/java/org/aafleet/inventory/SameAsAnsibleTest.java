package org.aafleet.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aafleet.inventory.InventoryCase.Pattern;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problems;
import org.aafleet.problem.Severity;
import org.aafleet.yaml.JsonReader;
import org.aafleet.yaml.PlainValues;
import org.aafleet.yaml.Source;
import org.aafleet.yaml.YamlReader;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every inventory under {@code inventories/}, and generated ones, against the real ansible-core. */
class SameAsAnsibleTest {

    private static final int GENERATED = 60;

    @TempDir
    private Path scratch;

    @TestFactory
    Stream<DynamicTest> agrees_on_hand_made_inventories() throws Exception {
        return compare(InventoryCase.all());
    }

    @TestFactory
    Stream<DynamicTest> agrees_on_generated_inventories() throws Exception {
        List<InventoryCase> cases = new ArrayList<>();
        for (int seed = 1; seed <= GENERATED; seed++) {
            cases.add(new RandomInventory(seed).write(scratch.resolve("generated-" + seed)));
        }
        return compare(cases);
    }

    private Stream<DynamicTest> compare(List<InventoryCase> cases) throws IOException, InterruptedException {
        Map<String, Object> answers = Ansible.require(scratch).ask(cases);
        assertThat(cases).hasSizeGreaterThan(40);
        return cases.stream()
                .map(one ->
                        DynamicTest.dynamicTest(one.name(), () -> compare(one, Answer.of(get(answers, one.name())))));
    }

    /** What Ansible said of one inventory. */
    private record Answer(Map<String, Object> json) {
        static Answer of(Object json) {
            Answer answer = new Answer(object(json));
            assertThat(answer.json).doesNotContainKey("crash");
            assertThat((List<?>) get(answer.json, "warnings")).isEmpty();
            return answer;
        }

        String text(String key) {
            return String.valueOf(json.get(key));
        }
    }

    private static void compare(InventoryCase one, Answer answer) {
        Inventory inventory = one.load();
        InventoryDump dump = new InventoryDump(inventory, Map.of(), Optional.empty());
        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(json(dump.list())).isEqualTo(json(answer.text("list")));
        if (Boolean.TRUE.equals(answer.json.get("sorted"))) {
            softly.assertThat(firstDifference(dump.list(), answer.text("list"))).isEmpty();
        }
        object(get(answer.json, "hosts"))
                .forEach((host, expected) -> softly.assertThat(
                                json(PythonJson.write(dump.shown(Host.named(String.valueOf(host))))))
                        .as("--host %s", host)
                        .isEqualTo(json(String.valueOf(expected))));
        if (answer.json.get("graph") != null) {
            softly.assertThat(firstDifference(
                            dump.graph(Group.ALL, true).replace("\\x0a", "\n"),
                            answer.text("graph")
                                    .lines()
                                    .map(PythonText::printable)
                                    .collect(Collectors.joining("\n"))))
                    .isEmpty();
        }
        softly.assertThat(yaml(dump.yaml())).isEqualTo(yaml(answer.text("yaml")));
        List<?> selections = (List<?>) get(answer.json, "select");
        for (int i = 0; i < selections.size(); i++) {
            compare(inventory, one, one.patterns().get(i), object(selections.get(i)), softly);
        }
        softly.assertAll();
    }

    private static void compare(
            Inventory inventory,
            InventoryCase one,
            Pattern pattern,
            Map<String, Object> expected,
            SoftAssertions softly) {
        List<String> limits = pattern.limit().stream()
                .map(limit -> limit.replace("@", "@" + one.directory() + "/"))
                .toList();
        List<String> hosts = new ArrayList<>();
        boolean refused = false;
        try {
            inventory.select(List.of(pattern.pattern()), limits).hosts().forEach(host -> hosts.add(host.name()));
        } catch (InputException e) {
            refused = true;
        }
        boolean emptied = !limits.isEmpty()
                && texts(expected.getOrDefault("hosts", List.of())).isEmpty();
        if (expected.containsKey("error") || (emptied && refused)) {
            softly.assertThat(refused).as("%s: %s", pattern, expected).isTrue();
        } else if (Boolean.TRUE.equals(expected.get("ordered"))) {
            softly.assertThat(hosts).as("%s", pattern).isEqualTo(expected.get("hosts"));
        } else {
            softly.assertThat(hosts).as("%s", pattern).hasSameElementsAs(texts(get(expected, "hosts")));
        }
    }

    private static Object get(Map<String, Object> json, String key) {
        return Optional.ofNullable(json.get(key)).orElseThrow(() -> new AssertionError("no " + key + " in " + json));
    }

    private static Map<String, Object> object(Object json) {
        Map<String, Object> answer = new java.util.HashMap<>();
        ((Map<?, ?>) json).forEach((key, value) -> answer.put(String.valueOf(key), value));
        return answer;
    }

    private static List<String> texts(Object list) {
        return ((List<?>) list).stream().map(String::valueOf).toList();
    }

    private static String firstDifference(String ours, String theirs) {
        List<String> our = ours.lines().toList();
        List<String> their = theirs.lines().toList();
        for (int i = 0; i < Math.min(our.size(), their.size()); i++) {
            boolean tuple = their.get(i).contains("("); // which is a list here
            if (!tuple && !our.get(i).equals(their.get(i))) {
                return "line " + (i + 1) + ": " + our.get(i) + " where Ansible has: " + their.get(i);
            }
        }
        return our.size() == their.size() ? "" : our.size() + " lines where Ansible has " + their.size();
    }

    private static Object json(String text) {
        return Optional.ofNullable(PlainValues.of(JsonReader.read(new Source("json", text))))
                .orElseThrow();
    }

    private static Object yaml(String text) {
        Problems problems = new Problems();
        Optional<Object> value = YamlReader.read(new Source("yaml", text), problems, Severity.ERROR)
                .map(PlainValues::of);
        problems.throwIfErrors();
        return value.orElseThrow();
    }

    @Test
    void agrees_with_the_real_commands() throws Exception {
        Ansible ansible = Ansible.require(scratch);
        InventoryCase one = InventoryCase.all().stream()
                .filter(found -> found.name().equals("directory-mixed"))
                .findFirst()
                .orElseThrow();
        InventoryDump dump = new InventoryDump(one.load(), Map.of(), Optional.empty());
        String source = one.sources().get(0);
        assertThat(ansible.run(one.directory(), "ansible-inventory", "-i", source, "--list"))
                .isEqualTo(dump.list() + "\n");
        assertThat(ansible.run(one.directory(), "ansible-inventory", "-i", source, "--host", "w1"))
                .isEqualTo(dump.host("w1", false) + "\n");
        assertThat(ansible.run(one.directory(), "ansible-inventory", "-i", source, "--graph", "--vars"))
                .isEqualTo(dump.graph("all", true) + "\n");
        assertThat(ansible.run(one.directory(), "ansible", "-i", source, "--list-hosts", "web:!w1")
                        .lines()
                        .skip(1))
                .map(String::strip)
                .isEqualTo(one.load().select(List.of("web:!w1"), List.of()).hosts().stream()
                        .map(Host::name)
                        .toList());
    }
}
