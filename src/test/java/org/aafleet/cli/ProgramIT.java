package org.aafleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The self-starting program, as {@code mvn package} leaves it. */
@Order(5)
class ProgramIT {

    private static final Path PROGRAM = Path.of("target/aa-fleet").toAbsolutePath();
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    @TempDir
    private Path directory;

    private record Outcome(int exitCode, String output) {}

    @Test
    void starts_by_itself() throws Exception {
        assertThat(run(PROGRAM, JAVA_HOME, "--help"))
                .satisfies(outcome ->
                        assertThat(outcome.exitCode()).as(outcome.output()).isZero())
                .satisfies(outcome -> assertThat(outcome.output()).startsWith("Usage: aa-fleet"));
    }

    @Test
    void knows_its_version() {
        assertThat(run(PROGRAM, JAVA_HOME, "--version").output()).matches("aa-fleet [0-9].*\\R");
        assertThat(run(PROGRAM, JAVA_HOME, "apply", "--version").output()).matches("aa-fleet [0-9].*\\R");
    }

    @Test
    void starts_without_an_archive_and_through_a_link() throws Exception {
        Path moved = Files.copy(PROGRAM, directory.resolve("moved"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), moved);
        assertThat(run(link, JAVA_HOME, "lab", "--help").output()).startsWith("Usage: aa-fleet lab");
    }

    @Test
    void passes_over_an_archive_that_is_broken_or_of_another_file() throws Exception {
        Path moved = Files.copy(PROGRAM, directory.resolve("aa-fleet"));
        Path archive = directory.resolve("aa-fleet.jsa");
        Files.writeString(archive, "broken");
        Outcome withBroken = run(moved, JAVA_HOME, "--help");
        Path built = PROGRAM.resolveSibling("aa-fleet.jsa");
        if (Files.exists(built)) {
            Files.copy(built, archive, StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(List.of(withBroken, run(moved, JAVA_HOME, "--help")))
                .allSatisfy(outcome -> assertThat(outcome.output()).startsWith("Usage: aa-fleet"));
    }

    @Test
    void starts_many_times_at_once() {
        assertThat(IntStream.range(0, 6).parallel().mapToObj(i -> run(PROGRAM, JAVA_HOME, "--help")))
                .allSatisfy(outcome -> assertThat(outcome.output()).startsWith("Usage: aa-fleet"));
    }

    @Test
    void says_that_java_is_missing() {
        assertThat(run(PROGRAM, directory, "--help").output())
                .contains("which has no bin/java")
                .contains("needs Java 17");
    }

    @Test
    void says_that_java_is_too_old() throws Exception {
        Path java = Files.createDirectories(directory.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho must not be started\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(directory.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
        Outcome outcome = run(PROGRAM, directory, "--help");
        assertThat(outcome.output()).contains("is version 11.0.2").doesNotContain("must not be started");
        assertThat(outcome.exitCode()).isEqualTo(69);
    }

    @Test
    void lists_an_empty_lab_as_json() {
        assertThat(run(PROGRAM, JAVA_HOME, "lab", "list", "--format", "json").output())
                .contains("\"hosts\" : [ ]");
    }

    @Test
    void says_which_release_was_meant() {
        Outcome outcome = run(PROGRAM, JAVA_HOME, "lab", "up", "--release", "bookwurm");
        assertThat(outcome.output()).contains("did you mean 'bookworm'?");
        assertThat(outcome.exitCode()).isEqualTo(1);
    }

    @Test
    void completes_verbs_in_bash() throws Exception {
        Path script = directory.resolve("completion");
        Files.writeString(script, run(PROGRAM, JAVA_HOME, "completion").output());
        Outcome bash = run(Path.of("/bin/bash"), JAVA_HOME, "-n", script.toString());
        assertThat(bash.exitCode()).as(bash.output()).isZero();
        assertThat(script).content().contains("power-cut");
    }

    private Outcome run(Path program, Path javaHome, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(program.toString()).redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME", javaHome.toString(),
                        "XDG_CACHE_HOME", directory.resolve("cache").toString(),
                        "XDG_STATE_HOME", directory.resolve("state").toString()));
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
