package org.aafleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The host's scripts are checked as they are sent: see {@code HostScriptsTest}. */
class ShellcheckTest {

    @Test
    void finds_nothing_in_any_script_of_the_program() throws IOException, InterruptedException {
        Needs.program("shellcheck", "shellcheck");
        List<String> command = new ArrayList<>(List.of("shellcheck", "--shell=sh"));
        try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
            files.filter(file -> file.toString().endsWith(".sh"))
                    .filter(file -> !file.startsWith("src/main/resources/org/aafleet/host"))
                    .map(Path::toString)
                    .forEach(command::add);
        }
        Process shellcheck =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(shellcheck.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shellcheck.waitFor()).as(output).isZero();
        assertThat(command).as("scripts were found").hasSizeGreaterThan(3);
    }
}
