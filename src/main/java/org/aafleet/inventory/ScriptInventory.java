package org.aafleet.inventory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.aafleet.inventory.InventoryBuilder.Origin;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problem;
import org.aafleet.yaml.JsonReader;
import org.aafleet.yaml.Source;
import org.aafleet.yaml.YamlNode;
import org.aafleet.yaml.YamlNode.Entry;
import org.aafleet.yaml.YamlNode.Mapping;
import org.aafleet.yaml.YamlNode.Scalar;
import org.aafleet.yaml.YamlNode.ScalarType;
import org.aafleet.yaml.YamlNode.Sequence;

/**
 * Executable inventories. {@code SCRIPT --list} prints JSON; without {@code _meta.hostvars} in it, {@code SCRIPT --host H}
 * is run for every host.
 */
final class ScriptInventory {

    private static final int MAX_OUTPUT = 64 << 20;

    private final Path script;
    private final Origin origin;
    private final InventoryBuilder inventory;
    private final Set<String> hosts = new LinkedHashSet<>();

    private ScriptInventory(Path script, Origin origin, InventoryBuilder inventory) {
        this.script = script;
        this.origin = origin;
        this.inventory = inventory;
    }

    /**
     * Whether the kernel would run the file. An executable YAML file is none: Java would hand it to {@code sh}, line by
     * line, where Ansible only fails to run it.
     */
    static boolean isScript(Path file) {
        if (!Files.isExecutable(file)) {
            return false;
        }
        try (var in = Files.newInputStream(file)) {
            byte[] magic = in.readNBytes(4);
            String start = new String(magic, StandardCharsets.ISO_8859_1);
            return start.startsWith("#!") || start.equals("\u007fELF");
        } catch (IOException e) {
            return false;
        }
    }

    static void read(Path script, Origin origin, InventoryBuilder inventory) {
        new ScriptInventory(script, origin, inventory).read();
    }

    private void read() {
        Source output = run("--list");
        Mapping list = mapping(JsonReader.read(output), output, "groups");
        Optional<YamlNode> hostVariables = Optional.empty();
        for (Entry entry : list.entries()) {
            if (entry.key().text().equals("_meta")) {
                hostVariables = mapping(entry.value(), output, "'hostvars'").get("hostvars");
            } else {
                group(entry, output);
            }
        }
        if (hostVariables.isPresent()) {
            Map<String, YamlNode> known = VariableNames.of(mapping(hostVariables.get(), output, "hosts"));
            known.forEach((host, values) -> {
                if (hosts.contains(host)) {
                    variables(host, values, output);
                }
            });
        } else {
            hosts.forEach(this::askFor);
        }
    }

    private void askFor(String host) {
        Source output = run("--host", host);
        if (!output.text().isBlank()) {
            variables(host, JsonReader.read(output), output);
        }
    }

    private void variables(String host, YamlNode values, Source output) {
        VariableNames.of(mapping(values, output, "the variables of host '" + host + "'"))
                .forEach((name, value) -> inventory.setVariable(host, name, value));
    }

    private void group(Entry entry, Source output) {
        String name = entry.key().text();
        inventory.addGroup(name);
        if (!(entry.value() instanceof Mapping group)) {
            addHosts(name, entry.value(), output);
            return;
        }
        Optional<YamlNode> own = group.get("hosts");
        Optional<YamlNode> variables = group.get("vars");
        Optional<YamlNode> children = group.get("children");
        if (own.isEmpty() && variables.isEmpty() && children.isEmpty()) {
            addHost(name, name); // the old short form: a host of the group's name, with its variables
            setVariables(name, group, output);
            return;
        }
        own.ifPresent(list -> addHosts(name, list, output));
        variables.ifPresent(values -> setVariables(name, mapping(values, output, "variables"), output));
        children.ifPresent(list -> texts(list, output, "child groups").forEach(child -> addChild(name, child, output)));
    }

    private void setVariables(String group, Mapping values, Source output) {
        VariableNames.of(values)
                .forEach((name, value) ->
                        inventory.setVariable(group, name, value).ifPresent(reason -> fail(value, output, reason)));
    }

    private void addHosts(String group, YamlNode list, Source output) {
        texts(list, output, "hosts").forEach(host -> addHost(host.text(), group));
    }

    private void addHost(String host, String group) {
        hosts.add(host);
        inventory.addHost(host, group, OptionalInt.empty(), origin);
    }

    private void addChild(String group, Scalar child, Source output) {
        inventory.addGroup(child.text());
        inventory.addChild(group, child.text()).ifPresent(reason -> fail(child, output, reason));
    }

    private static Mapping mapping(YamlNode node, Source output, String of) {
        if (node instanceof Mapping mapping) {
            return mapping;
        }
        throw failure(node, output, "expected an object with " + of + ", found " + node.kind());
    }

    private static List<Scalar> texts(YamlNode node, Source output, String of) {
        if (!(node instanceof Sequence sequence)) {
            throw failure(node, output, "expected a list of " + of + ", found " + node.kind());
        }
        return sequence.items().stream().map(item -> text(item, output, of)).toList();
    }

    private static Scalar text(YamlNode item, Source output, String of) {
        if (item instanceof Scalar scalar
                && scalar.type() == ScalarType.STRING
                && !scalar.text().isEmpty()) {
            return scalar;
        }
        throw failure(item, output, "a name in a list of " + of + " has to be text, found " + item.kind());
    }

    private static void fail(YamlNode node, Source output, String message) {
        throw failure(node, output, message);
    }

    private static InputException failure(YamlNode node, Source output, String message) {
        return new InputException(Problem.error(node.at(), message).withExcerpt(output.excerpt(node.at())));
    }

    private Source run(String... arguments) {
        List<String> command =
                new java.util.ArrayList<>(List.of(script.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        String name = "output of " + script + " " + String.join(" ", arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var out = process.getInputStream()) {
                byte[] output = out.readNBytes(MAX_OUTPUT + 1);
                if (output.length > MAX_OUTPUT) {
                    process.destroyForcibly();
                    throw new InputException(name + ": more than " + MAX_OUTPUT + " bytes");
                }
                int status = process.waitFor();
                if (status != 0) {
                    throw new InputException(name + ": ended with status " + status);
                }
                return new Source(name, new String(output, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new InputException(name + ": cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InputException(name + ": interrupted");
        }
    }
}
