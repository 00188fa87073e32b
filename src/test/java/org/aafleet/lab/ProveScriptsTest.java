package org.aafleet.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.aafleet.Needs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of the workload and the attacks that need no lab host. */
class ProveScriptsTest {

    private static final Path DIRECTORY = Path.of("src/main/resources/org/aafleet/lab/prove");
    private static final String OPEN = """
            type=AVC msg=audit(1.1:1): apparmor="DENIED" operation="open" class="file" profile="web" name="/etc/shadow" \
            pid=7 comm="web" requested_mask="r" denied_mask="r" fsuid=33 ouid=0
            """;
    private static final String CAPABILITY = """
            type=AVC msg=audit(1.1:1): apparmor="DENIED" operation="capable" profile="web" pid=7 comm="web" \
            capability=21  capname="sys_admin"
            """;
    private static final String MOUNT = """
            type=AVC msg=audit(1.1:1): apparmor="DENIED" operation="mount" info="failed mntpnt match" error=-13 \
            profile="web" name="/mnt/" pid=7 comm=6120 fstype="tmpfs"
            """;
    private static final String OTHERS = """
            type=USER msg=audit(1.1:1): text=aa-lab
            type=AVC msg=audit(1.1:1): apparmor="ALLOWED" operation="open" profile="web" name="/x"
            """;

    @TempDir
    private Path directory;

    @Test
    void are_all_in_the_index() throws IOException {
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> DIRECTORY.relativize(file).toString())
                            .filter(name -> !name.equals("INDEX") && !name.endsWith(".yml")))
                    .containsExactlyInAnyOrderElementsOf(ProveKit.files());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox"})
    void are_read_by_both_shells(String shell) throws IOException, InterruptedException {
        Needs.program(shell, shell);
        List<Path> scripts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            files.filter(file -> file.toString().endsWith(".sh")).forEach(scripts::add);
        }
        assertThat(scripts).hasSizeGreaterThan(5);
        for (Path script : scripts) {
            assertThat(output(shell, "-n", script.toString())).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox"})
    void name_each_kind_of_denial_once(String shell) throws IOException, InterruptedException {
        Needs.program(shell, shell);
        Path log = Files.writeString(
                directory.resolve("audit.log"), OPEN + OTHERS + OPEN.replace("pid=7", "pid=8") + CAPABILITY + MOUNT);
        assertThat(denials(shell, log, 0)).isEqualTo("""
                DENIED operation=open profile=web name=/etc/shadow mask=r comm=web (2)
                DENIED operation=capable profile=web capability=sys_admin comm=web (1)
                DENIED operation=mount profile=web name=/mnt/ info=failed mntpnt match comm=6120 (1)
                """);
    }

    @Test
    void follow_the_log_when_it_is_rotated() throws IOException, InterruptedException {
        Files.writeString(directory.resolve("audit.log.1"), OPEN + CAPABILITY);
        Path log = Files.writeString(directory.resolve("audit.log"), MOUNT);
        assertThat(denials("dash", directory.resolve("audit.log.1"), log, OPEN.length()))
                .contains("sys_admin")
                .contains("/mnt/")
                .doesNotContain("/etc/shadow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox"})
    void find_the_record_that_names_an_attack(String shell) throws IOException, InterruptedException {
        Needs.program(shell, shell);
        Path records = Files.writeString(
                directory.resolve("records"),
                at(1, CAPABILITY) + at(4, CAPABILITY) + at(1, MOUNT) + at(1, OPEN) + at(5, MOUNT) + at(5, OPEN));
        Path times = Files.writeString(directory.resolve("times"), "1\t1.00\n2\t2.00\n3\t4.00\n4\t5.00\n");
        Path attacks = Files.writeString(directory.resolve("attacks"), """
                1\t1\tweb\treads the passwords\t/etc/shadow
                2\t0\tweb\truns a shell\t/bin/sh\t
                2\t0\tweb\treads a neighbour\t/srv\tboth are its own
                2\t1\tweb\treads another\t/srv\tboth are its own
                2\t1\tweb\tmounts\tmount
                3\t7\tweb\treads the passwords later\t/etc/shadow
                4\t1\tweb\tloads a module\tmodule
                """);
        String script = ". " + DIRECTORY.toAbsolutePath() + "/lib.sh; attribute 1795715000.50 " + records + " " + times
                + " " + attacks;
        assertThat(output(shell, "-c", script)).isEqualTo("""
                stopped web reads the passwords DENIED operation=open profile=web name=/etc/shadow mask=r comm=web
                SUCCEEDED web runs a shell
                SUCCEEDED web reads a neighbour because both are its own
                stopped web reads another - no record
                stopped web mounts - no record
                stopped web reads the passwords later DENIED operation=open profile=web name=/etc/shadow mask=r comm=web
                stopped web loads a module - no record
                succeeded 2
                stopped 5
                """);
    }

    /** @param second after a boot at 1795715000.50, and a few milliseconds */
    private static String at(int second, String record) {
        return record.replaceFirst("audit\\([0-9.]+", "audit(" + (1_795_715_000 + second) + ".507");
    }

    private String denials(String shell, Path log, int offset) throws IOException, InterruptedException {
        return denials(shell, log, log, offset);
    }

    private String denials(String shell, Path place, Path log, int offset) throws IOException, InterruptedException {
        String script = ". " + DIRECTORY.toAbsolutePath() + "/lib.sh; audit=" + log + "; audit_since \"$(stat -c %i "
                + place + ")\" " + offset + " | audit_kinds";
        return output(shell, "-c", script);
    }

    private static String output(String shell, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(shell.equals("busybox") ? List.of("busybox", "sh") : List.of(shell));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
