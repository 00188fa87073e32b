package org.aafleet.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequirementsTest {

    @TempDir
    private Path directory;

    @Test
    void names_the_debian_packages_of_missing_programs() throws IOException {
        program("ssh");
        program("ssh-keygen");
        program("setsid");
        program("qemu-img");
        assertThat(new Requirements(List.of(directory)).missingToRun()).containsExactly("qemu-system-x86");
    }

    @Test
    void needs_more_to_build_than_to_run() {
        assertThat(new Requirements(List.of(directory)).missingToBuild())
                .contains("mmdebstrap", "e2fsprogs", "util-linux", "qemu-utils", "openssh-client");
    }

    @Test
    void takes_a_file_that_is_not_executable_for_no_program() throws IOException {
        Files.createFile(directory.resolve("qemu-img"));
        assertThat(new Requirements(List.of(directory)).missingToRun()).contains("qemu-utils");
    }

    private void program(String name) throws IOException {
        assertThat(Files.createFile(directory.resolve(name)).toFile().setExecutable(true))
                .isTrue();
    }
}
