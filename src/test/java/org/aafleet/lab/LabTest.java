package org.aafleet.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.aafleet.problem.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabTest {

    @TempDir
    private Path directory;

    private LabDirs dirs = new LabDirs(Path.of("/nowhere"), Path.of("/nowhere"));

    @BeforeEach
    void setUp() throws IOException {
        dirs = new LabDirs(directory.resolve("images"), directory.resolve("labs"));
        // A key that is there is not made, so that these tests need no ssh-keygen.
        Files.createDirectories(dirs.images());
        Files.writeString(dirs.images().resolve("id_ed25519.pub"), "ssh-ed25519 AAAA lab");
    }

    @Test
    void has_no_hosts_at_first() {
        assertThat(lab("default").hosts()).isEmpty();
    }

    @Test
    void lists_hosts_by_release_and_number() throws IOException {
        for (String host : new String[] {"bookworm10", "trixie1", "bookworm2", "bullseye1"}) {
            host("default", host);
        }
        assertThat(lab("default").hosts())
                .extracting(LabHost::name)
                .containsExactly("bullseye1", "bookworm2", "bookworm10", "trixie1");
    }

    @Test
    void does_not_see_another_lab() throws IOException {
        host("mine", "bookworm1");
        assertThat(lab("yours").hosts()).isEmpty();
    }

    @Test
    void passes_over_a_host_that_was_never_finished() throws IOException {
        Files.createDirectories(dirs.labs().resolve("default/bookworm1"));
        assertThat(lab("default").hosts()).isEmpty();
    }

    @Test
    void takes_no_other_process_for_a_host() throws IOException {
        Path host = host("default", "bookworm1");
        Files.writeString(host.resolve("qemu.pid"), ProcessHandle.current().pid() + "\n");
        assertThat(lab("default").host("bookworm1").isRunning()).isFalse();
    }

    @Test
    void guesses_which_host_was_meant() throws IOException {
        host("default", "bookworm1");
        assertThatThrownBy(() -> lab("default").host("bokworm1"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no host 'bokworm1' in this lab (did you mean 'bookworm1'?)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b", "-x", "Ä", "two words"})
    void refuses_a_name_that_is_no_name(String name) {
        assertThatThrownBy(() -> lab(name)).isInstanceOf(InputException.class).hasMessageContaining("name of a lab");
    }

    @Test
    void purges_only_images_that_no_host_stands_on() throws IOException {
        Path used = Files.createDirectories(dirs.images().resolve("bookworm-0123456789ab"));
        Path unused = Files.createDirectories(dirs.images().resolve("bookworm-ba9876543210"));
        Files.createSymbolicLink(host("other", "bookworm1").resolve("base"), used);
        lab("default").purgeImages();
        assertThat(used).exists();
        assertThat(unused).doesNotExist();
    }

    @Test
    void forgets_a_host_and_what_was_left_unfinished() throws IOException {
        Path host = host("default", "bookworm1");
        Path unfinished = Files.createDirectories(dirs.labs().resolve("default/bookworm2"));
        Lab lab = lab("default");
        lab.down(lab.hosts());
        assertThat(host).doesNotExist();
        assertThat(unfinished).doesNotExist();
        assertThat(lab.inventoryFile()).exists();
        assertThat(lab.inventoryFile()).content().endsWith("children: {}\n");
    }

    private Lab lab(String name) {
        return Lab.open(dirs, name, LabSettings.defaults(), what -> {});
    }

    private Path host(String lab, String name) throws IOException {
        Path host = Files.createDirectories(dirs.labs().resolve(lab).resolve(name));
        Release release = Release.of(name.replaceAll("\\d", ""));
        new HostFile(release, new Ports(20_001, 20_002, 20_003)).write(host);
        return host;
    }
}
