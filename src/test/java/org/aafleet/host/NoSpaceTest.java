package org.aafleet.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.aafleet.Needs;
import org.aafleet.host.ApplyAnswer.Outcome;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hosts whose disks take nothing more. */
class NoSpaceTest {

    private static final Sample OLD_WEB = Sample.of("web", "complain").withFragment();
    private static final Sample NEW_WEB = Sample.of("web", "enforce");
    private static final Sample MAIL = Sample.of("mail", "complain");

    @TempDir
    private Path directory;

    /** However little is left: the transaction either has enough or says so, and nothing is half done. */
    @ParameterizedTest
    @EnumSource
    void a_full_disk_changes_nothing(ShellKind shell) throws IOException, InterruptedException {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        mount(List.of("-t", "tmpfs", "-o", "size=3m", "none", disk.toString()));
        try {
            TestHost host = TestHost.create(disk, shell);
            host.apply(OLD_WEB.on(host));
            List<String> etc = host.etc();
            List<String> kernel = host.kernel();
            String script = TestHost.script(List.of(), Sample.on(host, NEW_WEB, MAIL));
            int failures = 0;
            for (int free = 0; failures == free / 4; free += 4) {
                fill(disk, free);
                ApplyAnswer answer = host.run(script).applyAnswer();
                if (answer.outcome() == Outcome.COMMITTED) {
                    break;
                }
                failures++;
                Files.delete(disk.resolve("filler"));
                String where = free + " KiB free, step "
                        + answer.failure().orElseThrow().step();
                assertThat(answer.outcome()).as(where).isIn(Outcome.UNCHANGED, Outcome.REVERTED);
                assertThat(answer.failure().orElseThrow().message())
                        .as(where)
                        .containsAnyOf("KiB are free", "apparmor_parser refused");
                assertThat(host.etc()).as(where).isEqualTo(etc);
                assertThat(host.kernel()).as(where).isEqualTo(kernel);
                assertThat(host.revisions("web")).as(where).containsExactly("0", "1");
            }
            assertThat(failures).isGreaterThan(5);
            assertThat(host.etc()).isNotEqualTo(etc);
        } finally {
            unmount(disk);
        }
    }

    /** Nothing may say that all is back when nobody could look. */
    @ParameterizedTest
    @EnumSource
    void a_disk_that_fills_up_in_the_middle_loses_no_word(ShellKind shell) throws IOException, InterruptedException {
        TestHost host = TestHost.create(directory, shell);
        host.apply(OLD_WEB.on(host));
        List<String> etc = host.etc();
        List<String> kernel = host.kernel();
        Path state = host.path("/var/lib/aa-fleet");
        Path copy = directory.resolve("state");
        assertThat(new ProcessBuilder("cp", "-a", state.toString(), copy.toString())
                        .start()
                        .waitFor())
                .isZero();
        mount(List.of("-t", "tmpfs", "-o", "size=2m", "none", state.toString()));
        try {
            assertThat(new ProcessBuilder("cp", "-a", copy + "/.", state.toString())
                            .start()
                            .waitFor())
                    .isZero();
            ApplyAnswer answer = host.run(
                            TestHost.script(List.of(), Sample.on(host, NEW_WEB, MAIL)),
                            "stand_at_new() { cat /dev/zero > \"$state/filler\" 2> /dev/null; fail 'for the test'; }")
                    .applyAnswer();
            assertThat(answer.outcome()).isIn(Outcome.REVERTED, Outcome.BROKEN);
            if (answer.outcome() == Outcome.BROKEN) {
                assertThat(state.resolve("pending")).exists();
                Files.delete(state.resolve("filler"));
                assertThat(host.tool("recover").status()).isZero();
            }
            assertThat(host.etc()).isEqualTo(etc);
            assertThat(host.kernel()).isEqualTo(kernel);
        } finally {
            unmount(state);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_policy_directory_that_cannot_be_written_changes_nothing(ShellKind shell)
            throws IOException, InterruptedException {
        TestHost host = TestHost.create(directory, shell);
        host.apply(OLD_WEB.on(host));
        List<String> etc = host.etc();
        Path policy = host.path("/etc/apparmor.d");
        mount(List.of("--bind", policy.toString(), policy.toString()));
        try {
            mount(List.of("-o", "remount,ro,bind", policy.toString()));
            host.write("proc/mounts", Files.readString(Path.of("/proc/mounts")));
            assertThat(host.probe(TestHost.NOTHING).facts().canWritePolicy()).isFalse();
            ApplyAnswer answer = host.apply(Sample.on(host, NEW_WEB, MAIL));
            assertThat(answer.outcome()).isEqualTo(Outcome.UNCHANGED);
            assertThat(answer.failure().orElseThrow().message()).startsWith("cannot write below " + policy);
            assertThat(host.etc()).isEqualTo(etc);
            assertThat(host.kernel()).isEqualTo(OLD_WEB.loaded());
            assertThat(host.revisions("web")).containsExactly("0", "1");
            assertThat(host.leftovers()).isEmpty();
        } finally {
            unmount(policy);
        }
        assertThat(host.apply(Sample.on(host, NEW_WEB, MAIL)).outcome()).isEqualTo(Outcome.COMMITTED);
    }

    private static void mount(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of("mount"));
        command.addAll(arguments);
        Process mount = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(mount.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        Needs.that(mount.waitFor() == 0, "no file system can be mounted here (root is needed): " + printed.strip());
    }

    private static void unmount(Path directory) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("umount", directory.toString()).start().waitFor())
                .isZero();
    }

    /** @param free what is left, in KiB */
    private static void fill(Path disk, int free) throws IOException {
        byte[] filler =
                new byte[Math.toIntExact(Math.max(0, Files.getFileStore(disk).getUsableSpace() - free * 1024L))];
        Files.write(disk.resolve("filler"), filler);
    }
}
