package org.aafleet;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a test needs of the machine. Where it is missing the test is skipped, except where the CI says it must not be. */
public final class Needs {

    private Needs() {}

    public static void program(String name, String debianPackage) {
        that(isInstalled(name), name + " is missing (Debian: apt install " + debianPackage + ")");
    }

    /** @param otherwise why the test cannot run */
    public static void that(boolean condition, String otherwise) {
        if (!condition && System.getenv("CI") != null) {
            fail(otherwise);
        }
        if (!condition) {
            abort("SKIPPED: " + otherwise);
        }
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
