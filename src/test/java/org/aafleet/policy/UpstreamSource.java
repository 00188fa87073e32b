package org.aafleet.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * AppArmor's own test suite, from Debian's source package. It is never part of this tree; a test fetches it once into
 * the user's cache directory ({@code AA_FLEET_APPARMOR_SOURCE} names another place).
 */
public final class UpstreamSource {

    static final String VERSION = "4.1.0";

    private static final String POOL = "http://deb.debian.org/debian/pool/main/a/apparmor/";
    private static final List<String> FILES =
            List.of("apparmor_4.1.0-1.dsc", "apparmor_4.1.0.orig.tar.gz", "apparmor_4.1.0-1.debian.tar.xz");

    private UpstreamSource() {}

    /** The directory {@code parser/tst}. Without it the test is skipped, or fails where CI is set. */
    public static Path parserTests() {
        Path tests = root().resolve("apparmor-" + VERSION).resolve("parser/tst");
        if (!Files.isDirectory(tests)) {
            fetch(root());
        }
        if (!Files.isDirectory(tests)) {
            String message = "AppArmor's test suite is not at hand: " + tests + " (needs dpkg-dev and curl)";
            if (System.getenv("CI") != null) {
                throw new IllegalStateException(message);
            }
            Assumptions.abort("SKIPPED: " + message);
        }
        return tests;
    }

    private static Path root() {
        return Optional.ofNullable(System.getenv("AA_FLEET_APPARMOR_SOURCE"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache", "aa-fleet", "apparmor-source"));
    }

    private static void fetch(Path into) {
        try {
            Files.createDirectories(into);
            for (String file : FILES) {
                run(into, "curl", "-sSfLO", POOL + file);
            }
            run(into, "dpkg-source", "--no-check", "-x", FILES.get(0), "apparmor-" + VERSION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(Path directory, String... command) throws IOException, InterruptedException {
        new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
    }

    /** All files of the suite, in order. */
    public static List<Path> simpleTests(Path parserTests) {
        try (Stream<Path> files = Files.walk(parserTests.resolve("simple_tests"))) {
            return files.filter(file -> file.toString().endsWith(".sd"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
