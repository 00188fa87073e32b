package org.aafleet.transport;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Outside programs that tests use. */
public final class Programs {

    private Programs() {}

    /** The program's path. Where it is missing the test is skipped, or fails where {@code CI} is set. */
    public static Path require(String program, String debianPackage) {
        return find(program).orElseGet(() -> {
            missing("there is no " + program + ": install the Debian package " + debianPackage);
            throw new IllegalStateException("not reached");
        });
    }

    /** For tests that create users. */
    public static void requireRoot() {
        if (!System.getProperty("user.name").equals("root")) {
            missing("not root: users cannot be created");
        }
    }

    private static void missing(String what) {
        if (System.getenv("CI") != null) {
            fail(what);
        }
        abort(what);
    }

    private static Optional<Path> find(String program) {
        String path = System.getenv("PATH") + ":/usr/sbin:/sbin";
        return Stream.of(path.split(":", -1))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Runs to the end; fails the test with what was printed unless the status is 0. */
    public static String run(String... command) {
        return run(List.of(command), "");
    }

    public static String run(List<String> command, String stdin) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var in = process.getOutputStream()) {
                in.write(stdin.getBytes(StandardCharsets.UTF_8));
            }
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                fail(command + " ended with " + process.exitValue() + ": " + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
