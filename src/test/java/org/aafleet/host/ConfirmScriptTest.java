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

/** A change that awaits its confirmation: it stays with it, and goes without, whatever becomes of controller and host. */
class ConfirmScriptTest {

    private static final Sample OLD = Sample.of("web", "complain").withFragment();
    private static final Sample NEW = Sample.of("web", "enforce");
    private static final String UNCONFIRMED = "/var/lib/aa-fleet/unconfirmed";

    @TempDir
    private Path directory;

    private List<String> oldEtc = List.of();
    private List<String> oldKernel = List.of();

    @ParameterizedTest
    @EnumSource
    void stays_when_it_is_confirmed(ShellKind shell) throws IOException {
        TestHost host = awaiting(shell);
        assertThat(host.read("test/timers"))
                .contains("--unit=aa-fleet-confirm-token --on-active=120")
                .endsWith("/var/lib/aa-fleet/recover unconfirmed token\n");
        assertThat(host.kernel()).isEqualTo(NEW.loaded());

        ApplyAnswer answer =
                host.run(HostScripts.confirm(Owner.of("tester"), "token", 10)).applyAnswer();
        assertThat(answer.failure()).isEmpty();
        assertThat(answer.outcome()).isEqualTo(Outcome.COMMITTED);
        assertThat(host.kernel()).isEqualTo(NEW.loaded());
        assertThat(host.revisions("web")).containsExactly("0", "1", "2");
        assertThat(host.read("test/stopped")).isEqualTo("aa-fleet-confirm-token.timer\n");
        assertThat(host.leftovers()).isEmpty();

        host.uptime(100_000);
        assertThat(host.tool("recover", "unconfirmed", "token").status()).isZero();
        assertThat(host.kernel()).isEqualTo(NEW.loaded());
    }

    @ParameterizedTest
    @EnumSource
    void goes_when_it_is_declined_and_what_ran_under_it_is_restarted(ShellKind shell) throws IOException {
        TestHost host = awaiting(shell);
        ApplyAnswer answer = host.run(
                        HostScripts.decline(Owner.of("tester"), "token", "the shop is down", TestHost.NOTHING))
                .applyAnswer();
        assertThat(answer.failure()).isEmpty();
        assertThat(answer.outcome()).isEqualTo(Outcome.REVERTED);
        isBack(host, "the shop is down");
        assertThat(host.read("test/restarts").lines()).hasSize(2);
        assertThat(host.read("test/stopped")).isEqualTo("aa-fleet-confirm-token.timer\n");
    }

    @ParameterizedTest
    @EnumSource
    void goes_when_its_time_is_over(ShellKind shell) throws IOException {
        TestHost host = awaiting(shell);
        host.uptime(1120);
        assertThat(host.tool("recover", "unconfirmed", "token").status()).isZero();
        isBack(host, "it was not confirmed within 120 s");
        assertThat(host.read("test/restarts").lines()).hasSize(2);

        ApplyAnswer late =
                host.run(HostScripts.confirm(Owner.of("tester"), "token", 10)).applyAnswer();
        assertThat(late.outcome()).isEqualTo(Outcome.REVERTED);
        assertThat(late.failure().orElseThrow().message())
                .isEqualTo("it was taken back before: it was not confirmed within 120 s");
        ApplyAnswer declined = host.run(HostScripts.decline(Owner.of("tester"), "token", "why", TestHost.NOTHING))
                .applyAnswer();
        assertThat(declined.outcome()).isEqualTo(Outcome.REVERTED);
        isBack(host, "it was not confirmed within 120 s");
    }

    @ParameterizedTest
    @EnumSource
    void goes_when_the_host_restarts(ShellKind shell) throws IOException {
        TestHost host = awaiting(shell);
        host.reboot();
        isBack(host, "the host restarted before it was confirmed");
        // What would run there would run under the profiles that have gone.
        assertThat(host.read("test/restarts").lines()).hasSize(1);
        assertThat(host.path("test/dead")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void is_in_the_way_of_others_until_its_time_is_over(ShellKind shell) throws IOException {
        TestHost host = awaiting(shell);
        Sample other = Sample.of("mail", "complain");
        ApplyAnswer early = host.apply(other.on(host));
        assertThat(early.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(early.failure().orElseThrow().message())
                .isEqualTo(
                        "unconfirmed: a change by tester awaits its confirmation; without one it is taken back in 120 s");
        assertThat(host.kernel()).isEqualTo(NEW.loaded());

        host.uptime(5000);
        ApplyAnswer later = host.apply(other.on(host));
        assertThat(later.failure()).isEmpty();
        assertThat(later.outcome()).isEqualTo(Outcome.COMMITTED);
        assertThat(host.kernel()).containsAll(OLD.loaded()).containsAll(other.loaded());
        assertThat(host.revisions("web")).containsExactly("0", "1");
        assertThat(host.leftovers()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void does_not_keep_a_person_at_the_console_waiting(ShellKind shell) throws IOException {
        TestHost host = awaiting(shell);
        Run run = host.tool("rollback", "--service", "web", "--to", "0");
        assertThat(run.status()).as(run.stdout() + run.stderr()).isZero();
        assertThat(host.kernel()).isEmpty();
        assertThat(host.path(UNCONFIRMED)).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void is_settled_by_its_own_name_only(ShellKind shell) throws IOException {
        TestHost host = awaiting(shell);
        host.uptime(5000);
        assertThat(host.tool("recover", "unconfirmed", "another").status()).isZero();
        ApplyAnswer answer =
                host.run(HostScripts.confirm(Owner.of("tester"), "another", 10)).applyAnswer();
        assertThat(answer.outcome()).isEqualTo(Outcome.REVERTED);
        assertThat(host.kernel()).isEqualTo(NEW.loaded());
        assertThat(host.path(UNCONFIRMED)).exists();
    }

    @ParameterizedTest
    @EnumSource
    void goes_when_its_transaction_is_killed_at_any_step_after_it_was_armed(ShellKind shell)
            throws IOException, InterruptedException {
        TestHost host = standing(shell);
        String script = script(host);
        for (String step : List.of("install", "load-complaining", "restart", "load", "verify", "await")) {
            TestHost copy = host.copyTo(directory.resolve(step));
            assertThat(copy.run(script, CutScriptTest.atStep(step, "kill -9 $$"))
                            .status())
                    .as(step)
                    .isEqualTo(Run.KILLED);
            assertThat(copy.tool("recover", "unconfirmed", "token").status())
                    .as(step)
                    .isZero();
            isBack(copy, "its transaction was cut off");
        }
    }

    @ParameterizedTest
    @EnumSource
    void leaves_a_transaction_alone_that_is_still_at_work(ShellKind shell) throws IOException, InterruptedException {
        TestHost host = standing(shell);
        TestHost.Running slow = host.start(TestHost.beforeLast(
                script(host),
                CutScriptTest.atStep(
                        "load", ": > \"$root/test/loading\"; while [ ! -e \"$root/test/go\" ]; do sleep 0.05; done")));
        host.await("test/loading");
        TestHost.Running guard = host.start(
                List.of(host.path("/var/lib/aa-fleet/recover").toString(), "unconfirmed", "token"), "", it -> it);
        Thread.sleep(1500);
        assertThat(guard.process().isAlive()).isTrue();
        host.write("test/go", "");
        assertThat(host.finish(slow).applyAnswer().outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(host.run(HostScripts.confirm(Owner.of("tester"), "token", 10))
                        .applyAnswer()
                        .outcome())
                .isEqualTo(Outcome.COMMITTED);
        guard.process().destroy();
        host.finish(guard);
        assertThat(host.kernel()).isEqualTo(NEW.loaded());
    }

    @ParameterizedTest
    @EnumSource
    void is_taken_back_by_a_process_where_there_is_no_systemd(ShellKind shell)
            throws IOException, InterruptedException {
        TestHost host = standing(shell);
        Files.delete(host.path("run/systemd/system"));
        ApplyAnswer answer = host.run(TestHost.script(List.of(), confirmation(1), NEW.on(host)))
                .applyAnswer();
        assertThat(answer.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        Thread.sleep(1500);
        host.uptime(1001);
        host.await("/var/lib/aa-fleet/taken-back");
        for (int i = 0; i < 200 && Files.exists(host.path("/var/lib/aa-fleet/lock")); i++) {
            Thread.sleep(50);
        }
        isBack(host, "it was not confirmed within 1 s");
    }

    @ParameterizedTest
    @EnumSource
    void is_not_begun_when_nothing_would_take_it_back(ShellKind shell) throws IOException {
        TestHost host = standing(shell);
        host.write("test/no-timers", "");
        ApplyAnswer answer = host.run(script(host)).applyAnswer();
        assertThat(answer.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(answer.failure().orElseThrow().step()).isEqualTo("arm");
        assertThat(answer.failure().orElseThrow().printed()).contains("Failed to start transient timer unit.");
        assertThat(host.etc()).isEqualTo(oldEtc);
        assertThat(host.kernel()).isEqualTo(oldKernel);
        assertThat(host.leftovers()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void waits_for_nothing_when_it_failed_by_itself(ShellKind shell) throws IOException {
        TestHost host = standing(shell);
        String script = script(host);
        host.write("test/twisted", "aa-fleet.web\n");
        ApplyAnswer answer = host.run(script).applyAnswer();
        assertThat(answer.outcome()).isIn(Outcome.REVERTED, Outcome.BROKEN);
        assertThat(answer.failure().orElseThrow().step()).isEqualTo("verify");
    }

    @ParameterizedTest
    @EnumSource
    void tells_a_probe_what_awaits_and_what_was_taken_back(ShellKind shell) throws IOException {
        TestHost host = awaiting(shell);
        assertThat(host.probe(TestHost.NOTHING).facts().unconfirmed().orElseThrow())
                .contains("by=tester", "deadline=1120", "within=120")
                .doesNotContain("restart=");
        host.uptime(1120);
        host.tool("recover", "unconfirmed", "token");
        Facts facts = host.probe(TestHost.NOTHING).facts();
        assertThat(facts.unconfirmed()).isEmpty();
        assertThat(facts.takenBack().orElseThrow()).contains("it was not confirmed within 120 s");
        assertThat(host.apply(OLD.on(host)).outcome()).isEqualTo(Outcome.COMMITTED);
        assertThat(host.probe(TestHost.NOTHING).facts().takenBack()).isEmpty();
    }

    private TestHost standing(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(Files.createDirectory(directory.resolve("host")), shell);
        assertThat(host.apply(OLD.on(host)).outcome()).isEqualTo(Outcome.COMMITTED);
        oldEtc = host.etc();
        oldKernel = host.kernel();
        return host;
    }

    private static Optional<Confirmation> confirmation(int seconds) {
        return Optional.of(new Confirmation("token", Duration.ofSeconds(seconds)));
    }

    private static String script(TestHost host) {
        return TestHost.script(List.of("web.service"), confirmation(120), NEW.on(host));
    }

    private TestHost awaiting(ShellKind shell) throws IOException {
        TestHost host = standing(shell);
        ApplyAnswer answer = host.run(script(host)).applyAnswer();
        assertThat(answer.failure()).isEmpty();
        assertThat(answer.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        return host;
    }

    /** Disk and kernel are as they were before the change, and the host says why. */
    private void isBack(TestHost host, String reason) {
        assertThat(host.etc().stream().filter(line -> !line.startsWith("/systemd/system/apparmor.service.d ")))
                .isEqualTo(oldEtc);
        assertThat(host.kernel()).isEqualTo(oldKernel);
        assertThat(host.revisions("web")).containsExactly("0", "1");
        assertThat(host.leftovers()).containsExactly("taken-back");
        assertThat(host.read("/var/lib/aa-fleet/taken-back"))
                .contains("token=token", "by=tester")
                .endsWith("reason=" + reason + "\n");
    }
}
