package org.aafleet.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.aafleet.host.ApplyAnswer.Outcome;
import org.aafleet.host.TestHost.Run;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The transaction is killed wherever that may happen. After a boot, or after the next apply, files and kernel are wholly old
 * or wholly new. That what was written is on the disk by then only a real power cut can tell: see the lab.
 */
class CutScriptTest {

    private static final String VENDOR = "/etc/apparmor.d/usr.sbin.web";
    private static final List<String> STEPS = TransactionSteps.all();
    /** The steps that only a transaction has which awaits a confirmation. */
    private static final List<String> OF_CONFIRMING = List.of("arm", "await");

    private static final String COUNT_CHANGES = """
            changes=0
            change() { changes=$((changes + 1)); [ "$changes" -ne LIMIT ] || kill -9 $$; }
            mv() {
              while [ "$1" = -f ] || [ "$1" = -- ]; do shift; done
              for target; do :; done
              while [ $# -gt 1 ]; do
                change
                command mv -f -- "$1" "$target" || return
                shift
              done
            }
            rm() { change; command rm "$@"; }
            rmdir() { change; command rmdir "$@"; }
            cp() { change; command cp "$@"; }
            mkdir() { change; command mkdir "$@"; }
            write_revision() { change; : > "$state/services/$1/revision"; change; echo "$2" > "$state/services/$1/revision"; }
            """;

    @TempDir
    private Path directory;

    private int copies;

    /** Shell that does something when a step begins. */
    static String atStep(String step, String action) {
        return "step() { current_step=$1; say \"step $1\"; if [ \"$1\" = " + step + " ]; then " + action + "; fi; }";
    }

    /** A host before the transaction, with what it was and what it would be. */
    private record Scene(TestHost host, String transaction, String unconfirmed, State before, State after) {

        Run cutAt(String step, TestHost host) {
            return host.run(OF_CONFIRMING.contains(step) ? unconfirmed : transaction, atStep(step, "kill -9 $$"));
        }
    }

    private record State(List<String> etc, List<String> kernel) {

        static State of(TestHost host) {
            // An empty directory means nothing to systemd.
            return new State(
                    host.etc().stream()
                            .filter(line -> !line.startsWith("/systemd/system/apparmor.service.d "))
                            .toList(),
                    host.kernel());
        }
    }

    @ParameterizedTest
    @EnumSource
    void at_every_step_a_boot_finds_all_old_or_all_new(ShellKind shell) throws IOException, InterruptedException {
        Scene scene = scene(shell);
        for (String step : STEPS) {
            TestHost host = copy(scene.host());
            Run run = scene.cutAt(step, host);
            assertThat(run.status()).as(step).isEqualTo(Run.KILLED);
            boots(host, scene, step);
            assertThat(host.run(transaction(host)).applyAnswer().failure())
                    .as(step)
                    .isEmpty();
            assertThat(State.of(host)).as(step).isEqualTo(scene.after());
            assertThat(host.leftovers()).as(step).isEmpty();
            host.servesWell(step);
        }
    }

    @ParameterizedTest
    @EnumSource
    void at_every_step_the_next_apply_puts_it_back_without_a_boot(ShellKind shell)
            throws IOException, InterruptedException {
        Scene scene = scene(shell);
        for (String step : STEPS) {
            TestHost host = copy(scene.host());
            assertThat(scene.cutAt(step, host).status()).as(step).isEqualTo(Run.KILLED);
            // Planned from what the cut left: it may be stale by the time that that has been put back, but no more.
            Run run = host.run(transaction(host));
            if (run.applyAnswer().outcome() != Outcome.COMMITTED) {
                assertThat(run.applyAnswer().failure().orElseThrow().message())
                        .as(step)
                        .startsWith("stale: ");
                assertThat(State.of(host)).as(step).isEqualTo(scene.before());
                host.servesWell(step);
                run = host.run(transaction(host));
            }
            assertThat(run.applyAnswer().failure()).as(step).isEmpty();
            assertThat(State.of(host)).as(step).isEqualTo(scene.after());
            assertThat(host.leftovers()).as(step).isEmpty();
            host.servesWell(step);
        }
    }

    @ParameterizedTest
    @EnumSource
    void before_every_change_of_a_file_a_boot_finds_all_old_or_all_new(ShellKind shell)
            throws IOException, InterruptedException {
        Scene scene = scene(shell);
        int changes = 1;
        for (boolean killed = true; killed; changes += stride(shell)) {
            TestHost host = copy(scene.host());
            Run run = host.run(scene.transaction(), COUNT_CHANGES.replace("LIMIT", "" + changes));
            killed = run.status() == Run.KILLED;
            boots(host, scene, "change " + changes);
        }
        assertThat(changes).isGreaterThan(30);
    }

    @ParameterizedTest
    @EnumSource
    void putting_back_can_be_cut_off_too(ShellKind shell) throws IOException, InterruptedException {
        Scene scene = scene(shell);
        TestHost half = copy(scene.host());
        half.run(scene.transaction(), atStep("verify", "kill -9 $$"));
        int changes = 1;
        for (boolean killed = true; killed; changes += stride(shell)) {
            TestHost host = copy(half);
            String recover = HostScripts.recoverTool()
                    .replace(
                            "current_step=recover",
                            COUNT_CHANGES.replace("LIMIT", "" + changes) + "current_step=recover");
            killed = host.run(recover).status() == Run.KILLED;
            boots(host, scene, "change " + changes);
            assertThat(State.of(host)).as("change " + changes).isEqualTo(scene.before());
        }
        assertThat(changes).isGreaterThan(15);
    }

    @ParameterizedTest
    @EnumSource
    void an_old_revision_that_is_gone_in_part_is_in_nobodys_way(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory.resolve("host"), shell);
        for (String mode : List.of("complain", "enforce", "complain")) {
            host.apply(Sample.of("web", mode).on(host));
        }
        ServiceRevision next = Sample.of("web", "enforce").on(host);
        Run run = host.run(
                HostScripts.apply(
                        new Transaction(Owner.of("tester"), List.of(next), List.of(), 1, false, Optional.empty()),
                        TestHost.NOTHING),
                "rm() { case $* in *-rf*1*) command rm -f \"$2/manifest\"; kill -9 $$ ;; esac; command rm \"$@\"; }");
        assertThat(run.status()).isEqualTo(Run.KILLED);
        host.reboot();
        ApplyAnswer answer =
                host.apply(Sample.of("web", "complain").withFragment().on(host));
        assertThat(answer.failure()).isEmpty();
        assertThat(answer.outcome()).isEqualTo(Outcome.COMMITTED);
        assertThat(host.leftovers()).isEmpty();
    }

    /** At a boot with a wrong clock the parser takes a cache for fresh that was made from the files of the transaction. */
    @ParameterizedTest
    @EnumSource
    void no_cache_of_a_transaction_that_was_cut_off_is_left(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory.resolve("host"), shell);
        host.apply(Sample.of("web", "complain").on(host));
        // Only files below aa-fleet/ differ.
        String script = TestHost.script(
                List.of(), Sample.of("web", "complain").withFragment().on(host));
        host.run(script, atStep("commit", "kill -9 $$"));
        Path cached = host.path("/var/cache/apparmor/features.0/aa-fleet.web");
        assertThat(cached).exists();
        host.newBoot();
        assertThat(host.tool("recover").status()).isZero();
        assertThat(cached).doesNotExist();
    }

    /** One shell is as good as the other here: the second one only looks at some. */
    private static int stride(ShellKind shell) {
        return shell == ShellKind.DASH ? 1 : 7;
    }

    /** What a boot finds is whole, and it loads what it finds. */
    private static void boots(TestHost host, Scene scene, String where) {
        assertThat(host.reboot()).as(where).allMatch(line -> line.startsWith("Skipping profile in "));
        assertThat(State.of(host)).as(where).isIn(scene.before(), scene.after());
        host.servesWell(where);
        assertThat(host.leftovers().stream().filter(name -> !isScratch(name)))
                .as(where)
                .isEmpty();
    }

    /** Files of no meaning, which the next transaction writes anew or removes. */
    private static boolean isScratch(String name) {
        return name.startsWith("lock")
                || List.of("plan", "restarts", "output", "committed", "entered", "scratch", "taken-back")
                        .contains(name);
    }

    /** One service changes, retires a vendor's file and leaves its hat, another comes for the first time and enters one. */
    private static String transaction(TestHost host) {
        return transaction(host, Optional.empty());
    }

    private static String transaction(TestHost host, Optional<Confirmation> confirmation) {
        return TestHost.script(
                List.of("mail.service"),
                confirmation,
                Sample.on(
                        host,
                        Sample.of("web", "enforce").retiring(VENDOR, "/usr/sbin/web"),
                        Sample.of("mail", "complain").entering("hat")));
    }

    private Scene scene(ShellKind shell) throws IOException, InterruptedException {
        TestHost host = TestHost.create(Files.createDirectory(directory.resolve("host")), shell);
        host.write(VENDOR, "/usr/sbin/web {\n  /etc/vendor r,\n}\n");
        host.reboot();
        host.apply(Sample.of("web", "complain").withFragment().entering("hat").on(host));
        String transaction = transaction(host);
        TestHost changed = copy(host);
        assertThat(changed.run(transaction).applyAnswer().failure()).isEmpty();
        String unconfirmed = transaction(host, Optional.of(new Confirmation("token", Duration.ofMinutes(2))));
        return new Scene(host, transaction, unconfirmed, State.of(host), State.of(changed));
    }

    private TestHost copy(TestHost host) throws IOException, InterruptedException {
        copies++;
        return host.copyTo(directory.resolve("copy" + copies));
    }
}
