package org.aafleet.inventory;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.aafleet.inventory.InventoryBuilder.Origin;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;
import org.aafleet.yaml.YamlNode;
import org.aafleet.yaml.YamlNode.Mapping;

/**
 * Reads inventory sources into a builder. Unlike Ansible, which goes on with what it could read, a source that cannot be
 * read is an error: a rollout must not silently miss half a fleet.
 */
final class SourceLoader {

    private static final Set<String> NO_INVENTORY = Set.of("host_vars", "group_vars", "vars_plugins");

    /** Ansible's INVENTORY_IGNORE_EXTS; so {@code .ini} files count only where they are named themselves. */
    private static final List<String> IGNORED_ENDINGS = List.of(
            ".pyc", ".pyo", ".swp", ".bak", "~", ".rpm", ".md", ".txt", ".rst", ".orig", ".ini", ".cfg", ".retry");

    private static final Set<String> YAML_EXTENSIONS = Set.of("", ".yaml", ".yml", ".json");

    private final InventoryBuilder inventory;
    private final Texts texts;
    private final Problems problems;

    SourceLoader(InventoryBuilder inventory, Texts texts, Problems problems) {
        this.inventory = inventory;
        this.texts = texts;
        this.problems = problems;
    }

    /** A path, absent where the source is a list of hosts such as {@code host1,host2,}. */
    static Optional<Path> path(String source) {
        try {
            Path path = Path.of(source).toAbsolutePath().normalize();
            return source.contains(",") && !Files.exists(path) ? Optional.empty() : Optional.of(path);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    void load(String source) {
        try {
            Optional<Path> path = path(source);
            if (path.isPresent()) {
                load(path.get());
            } else {
                hostList(source);
            }
        } catch (InputException e) {
            problems.addAll(e.problems());
        }
    }

    private void load(Path path) {
        if (Files.isDirectory(path)) {
            VarsDirectory.list(path).stream()
                    .filter(name -> !isIgnored(name))
                    .forEach(name -> entry(path.resolve(name)));
        } else {
            file(path);
        }
    }

    /** One entry of a directory: a problem there does not hide those of its neighbours. */
    private void entry(Path path) {
        try {
            load(path);
        } catch (InputException e) {
            problems.addAll(e.problems());
        }
    }

    private static boolean isIgnored(String name) {
        return name.startsWith(".")
                || NO_INVENTORY.contains(name)
                || IGNORED_ENDINGS.stream().anyMatch(name::endsWith);
    }

    private void hostList(String source) {
        Origin origin = new Origin(source, Optional.empty(), new Location(source, 1, 1));
        for (String part : source.split(",", -1)) {
            String entry = Unicode.strip(part);
            if (!entry.isEmpty()) {
                Optional<Address> address =
                        Address.parse(entry).filter(parsed -> !parsed.host().contains("["));
                String name = address.map(Address::host).orElse(entry);
                if (!inventory.hosts().containsKey(name)) {
                    OptionalInt port = address.map(Address::port).orElse(OptionalInt.empty());
                    inventory.addHost(name, Group.UNGROUPED, port, origin);
                }
            }
        }
    }

    private void file(Path file) {
        Origin origin = new Origin(
                file.toString(),
                Optional.ofNullable(file.getParent()).map(Path::toString),
                new Location(file.toString(), 1, 1));
        if (ScriptInventory.isScript(file)) {
            ScriptInventory.read(file, origin, inventory);
            return;
        }
        Source source = texts.read(file);
        if (!YAML_EXTENSIONS.contains(VarsDirectory.extension(String.valueOf(file.getFileName())))) {
            IniInventory.read(source, origin, inventory);
            return;
        }
        Problems yamlProblems = new Problems();
        Optional<YamlNode> node = Texts.parse(source, yamlProblems);
        if (node.isPresent()
                && node.get() instanceof Mapping root
                && !root.entries().isEmpty()) {
            problems.addAll(yamlProblems.all());
            YamlInventory.read(source, root, origin, inventory, problems);
        } else {
            ini(source, origin, node, yamlProblems);
        }
    }

    /** What is no mapping in YAML is read as INI, whatever the file is called. */
    private void ini(Source source, Origin origin, Optional<YamlNode> node, Problems yamlProblems) {
        try {
            IniInventory.read(source, origin, inventory);
        } catch (InputException e) {
            if (!looksLikeYaml(source)) {
                throw e;
            }
            node.ifPresent(root ->
                    yamlProblems.add(Problem.error(root.at(), "expected a mapping of groups, found " + root.kind())
                            .withExcerpt(source.excerpt(root.at()))));
            throw new InputException(yamlProblems.all());
        }
    }

    private static boolean looksLikeYaml(Source source) {
        String name = source.name();
        return name.endsWith(".yml")
                || name.endsWith(".yaml")
                || name.endsWith(".json")
                || source.text()
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .findFirst()
                        .filter(line -> line.endsWith(":") || line.equals("---") || line.startsWith("{"))
                        .isPresent();
    }

    /** Where the {@code group_vars} and {@code host_vars} of a source are. */
    static List<Path> varsDirectories(List<String> sources) {
        return sources.stream()
                .flatMap(source -> path(source).stream())
                .map(path -> Files.isDirectory(path)
                        ? path
                        : Optional.ofNullable(path.getParent()).orElse(path))
                .toList();
    }
}
