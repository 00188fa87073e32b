package org.aafleet.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aafleet.host.ApplyAnswer.Outcome;
import org.aafleet.host.TestHost.Running;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One transaction at a time, and none that waits for the dead. */
class LockTest {

    private static final String LOCK = "var/lib/aa-fleet/lock";
    private static final Sample WEB = Sample.of("web", "complain");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void a_lock_of_a_living_process_is_respected_and_its_owner_named(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        lock(host, host.bootId(), ProcessHandle.current().pid());
        ApplyAnswer answer = host.apply(WEB.on(host));
        assertThat(answer.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(answer.failure().orElseThrow().message()).startsWith("locked: owner=somebody since=2026-01-01");
        assertThat(host.path(WEB.main())).doesNotExist();
        assertThat(host.read(LOCK)).contains("owner=somebody");
        assertThat(host.probe(TestHost.NOTHING).facts().lock().orElseThrow()).startsWith("owner=somebody");
        host.write("var/lib/aa-fleet/recover", HostScripts.recoverTool());
        assertThat(host.tool("recover").stdout()).startsWith("error recover locked: owner=somebody");
    }

    /** Who asks for a lease, or notes something, is through in a moment. */
    @ParameterizedTest
    @EnumSource
    void a_lock_that_is_held_for_a_note_is_waited_for(ShellKind shell) throws IOException, InterruptedException {
        TestHost host = TestHost.create(directory, shell);
        lock(host, host.bootId(), ProcessHandle.current().pid());
        host.write(LOCK, host.read(LOCK) + "brief=yes\n");
        Thread noting = new Thread(() -> {
            try {
                Thread.sleep(500);
                Files.delete(host.path(LOCK));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        noting.start();
        assertThat(host.apply(WEB.on(host)).outcome()).isEqualTo(Outcome.COMMITTED);
        noting.join();
        assertThat(host.leftovers()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_lock_of_an_earlier_boot_is_taken_over(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        lock(host, "another-boot", ProcessHandle.current().pid());
        assertThat(host.apply(WEB.on(host)).outcome()).isEqualTo(Outcome.COMMITTED);
        assertThat(host.leftovers()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_lock_of_a_dead_process_is_taken_over(ShellKind shell) throws IOException, InterruptedException {
        TestHost host = TestHost.create(directory, shell);
        lock(host, host.bootId(), deadPid());
        assertThat(host.apply(WEB.on(host)).outcome()).isEqualTo(Outcome.COMMITTED);
        assertThat(host.leftovers()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_lock_whose_process_number_belongs_to_another_now_is_taken_over(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        long pid = ProcessHandle.current().pid();
        lock(host, host.bootId(), pid);
        host.write("proc/" + pid + "/stat", pid + " (a) b) S" + " 0".repeat(18) + " 4711 0 0\n");
        assertThat(host.apply(WEB.on(host)).outcome()).isEqualTo(Outcome.COMMITTED);
        host.write(LOCK, "owner=somebody\nboot=" + host.bootId() + "\npid=" + pid + "\nstarted=4711\n");
        assertThat(host.apply(WEB.on(host)).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @ParameterizedTest
    @EnumSource
    void a_taker_that_died_while_it_took_over_stops_nobody(ShellKind shell) throws IOException, InterruptedException {
        TestHost host = TestHost.create(directory, shell);
        long dead = deadPid();
        lock(host, host.bootId(), dead);
        Files.copy(host.path(LOCK), host.path(LOCK + ".claim"));
        Files.copy(host.path(LOCK), host.path(LOCK + "." + dead));
        assertThat(host.apply(WEB.on(host)).outcome()).isEqualTo(Outcome.COMMITTED);
        assertThat(host.leftovers()).isEmpty();
    }

    /** The slow one has seen that the lock is stale; when it goes on, the quick one holds it. */
    @ParameterizedTest
    @EnumSource
    void a_slow_taker_does_not_take_the_lock_from_a_quick_one(ShellKind shell)
            throws IOException, InterruptedException {
        TestHost host = TestHost.create(directory, shell);
        String script = TestHost.script(List.of(), WEB.on(host));
        lock(host, host.bootId(), deadPid());
        Running slow = host.start(TestHost.beforeLast(script, """
                pause() {
                  [ -z "${paused-}" ] || return 0
                  paused=yes
                  : > "$root/test/slow"
                  while [ ! -e "$root/test/quick" ]; do sleep 0.05; done
                }
                mv() { pause; command mv "$@"; }
                ln() { case $2 in *.claim) pause ;; esac; command ln "$@"; }
                """));
        host.await("test/slow");
        Running quick = host.start(TestHost.beforeLast(
                script,
                CutScriptTest.atStep(
                        "stage", ": > \"$root/test/quick\"; while [ ! -e \"$root/test/go\" ]; do sleep 0.05; done")));
        ApplyAnswer refused = host.finish(slow).applyAnswer();
        host.write("test/go", "");
        assertThat(refused.failure().orElseThrow().message()).startsWith("locked: owner=tester");
        assertThat(refused.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(host.finish(quick).applyAnswer().outcome()).isEqualTo(Outcome.COMMITTED);
        assertThat(host.leftovers()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void one_that_comes_while_a_stale_lock_is_taken_over_names_the_taker(ShellKind shell)
            throws IOException, InterruptedException {
        TestHost host = TestHost.create(directory, shell);
        String script = TestHost.script(List.of(), WEB.on(host));
        lock(host, host.bootId(), deadPid());
        Running taker = host.start(TestHost.beforeLast(script, """
                mv() {
                  : > "$root/test/taking"
                  while [ ! -e "$root/test/go" ]; do sleep 0.05; done
                  command mv "$@"
                }
                """));
        host.await("test/taking");
        ApplyAnswer refused = host.finish(host.start(script)).applyAnswer();
        host.write("test/go", "");
        assertThat(refused.failure().orElseThrow().message()).startsWith("locked: owner=tester");
        assertThat(refused.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(host.finish(taker).applyAnswer().outcome()).isEqualTo(Outcome.COMMITTED);
    }

    @ParameterizedTest
    @EnumSource
    void of_several_applies_at_once_one_wins(ShellKind shell) throws IOException, InterruptedException {
        TestHost host = TestHost.create(directory, shell);
        for (boolean stale : new boolean[] {false, true}) {
            String script = TestHost.script(List.of(), WEB.on(host));
            if (stale) {
                lock(host, host.bootId(), deadPid());
            }
            List<Running> running = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                running.add(host.start(script));
            }
            int winners = 0;
            for (Running one : running) {
                ApplyAnswer answer = host.finish(one).applyAnswer();
                Optional<ApplyAnswer.Failure> failure = answer.failure();
                if (answer.outcome() == Outcome.COMMITTED) {
                    winners++;
                } else {
                    assertThat(answer.outcome()).isEqualTo(Outcome.UNCHANGED);
                    // One that comes when the winner is through finds another revision.
                    assertThat(failure.orElseThrow().message())
                            .containsAnyOf("locked: owner=tester", "locked: another run has just ended", "stale: web");
                }
            }
            assertThat(winners).isEqualTo(1);
            assertThat(host.leftovers()).isEmpty();
        }
        assertThat(host.revisions("web")).containsExactly("0", "1", "2");
    }

    private static void lock(TestHost host, String boot, long pid) {
        host.write(LOCK, "owner=somebody\nsince=2026-01-01T00:00:00Z\nboot=" + boot + "\npid=" + pid + "\nstarted=\n");
    }

    private static long deadPid() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }
}
