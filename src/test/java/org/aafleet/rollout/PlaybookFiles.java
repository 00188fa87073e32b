package org.aafleet.rollout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The playbooks of the tests, and those that are shipped. */
public final class PlaybookFiles {

    public static final Path SHIPPED = Path.of("playbooks").toAbsolutePath();

    private static final Path CASES = Path.of("src/test/resources/playbooks").toAbsolutePath();

    private PlaybookFiles() {}

    public static List<Path> refused() {
        return in(CASES.resolve("refused"));
    }

    public static List<Path> accepted() {
        return in(CASES.resolve("accepted"));
    }

    public static List<Path> shipped() {
        return in(SHIPPED);
    }

    static String inventory() {
        return CASES.resolve("hosts.yml").toString();
    }

    static Project load(Path playbook, String inventory) {
        return Project.load(new ProjectFiles(playbook, List.of(inventory), List.of(), List.of(), List.of(), List.of()));
    }

    private static List<Path> in(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
