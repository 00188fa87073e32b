package org.aafleet.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Directories and the files in them. */
final class Directories {

    private static final Duration REMOVAL = Duration.ofMinutes(5);

    private Directories() {}

    /** The directories directly below a directory, by name; none when it does not exist. */
    static List<Path> below(Path parent, Predicate<String> named) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(child -> Files.isDirectory(child)
                            && named.test(child.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stays on the file system: should something be mounted below an unfinished image, it is left alone. */
    static void remove(Path directory) {
        Command.of("rm", "-rf", "--one-file-system", directory.toString()).runOrThrow(REMOVAL);
    }

    /** Readers see the old text or the new one. */
    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Path fresh =
                    Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
