package org.aafleet.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.YamlNode;

/**
 * {@code group_vars/} and {@code host_vars/} in one directory, by group and host.
 *
 * @param groups what the files of a group give, as written
 * @param hosts what the files of a host give, as written
 */
record VarsDirectory(Map<String, Map<String, YamlNode>> groups, Map<String, Map<String, YamlNode>> hosts) {

    /** In the order in which they are tried; the first that exists is the only one read. */
    private static final List<String> EXTENSIONS = List.of("", ".yml", ".yaml", ".json");

    static VarsDirectory read(
            Path directory, Collection<String> groups, Collection<String> hosts, Texts texts, Problems problems) {
        return new VarsDirectory(
                read(directory.resolve("group_vars"), groups, texts, problems),
                read(directory.resolve("host_vars"), hosts, texts, problems));
    }

    private static Map<String, Map<String, YamlNode>> read(
            Path directory, Collection<String> names, Texts texts, Problems problems) {
        Map<String, Map<String, YamlNode>> found = new LinkedHashMap<>();
        if (!Files.isDirectory(directory)) {
            return found;
        }
        Set<String> present = new HashSet<>(list(directory));
        for (String name : names) {
            Map<String, YamlNode> variables = new LinkedHashMap<>();
            for (Path file : files(directory, name, present)) {
                try {
                    texts.variables(file, problems).ifPresent(variables::putAll);
                } catch (InputException e) {
                    problems.addAll(e.problems());
                }
            }
            if (!variables.isEmpty()) {
                found.put(name, variables);
            }
        }
        return found;
    }

    private static List<Path> files(Path directory, String name, Set<String> present) {
        for (String extension : EXTENSIONS) {
            Optional<Path> file = resolve(directory, name + extension, present);
            if (file.isPresent()) {
                return Files.isDirectory(file.get()) ? filesBelow(file.get()) : List.of(file.get());
            }
        }
        return List.of();
    }

    /** Never leaves the directory: the name is data, and may be {@code ../../etc/x}. */
    private static Optional<Path> resolve(Path directory, String name, Set<String> present) {
        if (name.indexOf('/') < 0) {
            return present.contains(name) ? Optional.of(directory.resolve(name)) : Optional.empty();
        }
        try {
            Path file = directory.resolve(name).normalize();
            return file.startsWith(directory.normalize()) && !file.equals(directory.normalize()) && Files.exists(file)
                    ? Optional.of(file)
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static List<Path> filesBelow(Path directory) {
        List<Path> found = new ArrayList<>();
        for (String name : list(directory)) {
            Path file = directory.resolve(name);
            String extension = extension(name);
            if (name.startsWith(".") || name.endsWith("~")) {
                continue;
            }
            if (Files.isDirectory(file)) {
                found.addAll(extension.isEmpty() ? filesBelow(file) : List.of());
            } else if (Files.isRegularFile(file) && EXTENSIONS.contains(extension)) {
                found.add(file);
            }
        }
        return found;
    }

    static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(dot) : "";
    }

    /** The names in a directory, in Ansible's order. */
    static List<String> list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted(Unicode.ORDER)
                    .toList();
        } catch (IOException e) {
            throw new InputException(Problem.error(directory + ": cannot be read: " + e.getMessage()));
        }
    }
}
