package org.aafleet.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.aafleet.host.ApplyAnswer.Outcome;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever fails in a transaction, the host ends where it began. */
class FailedApplyTest {

    private static final Sample OLD_WEB = Sample.of("web", "complain").withFragment();
    private static final Sample NEW_WEB = Sample.of("web", "enforce");
    private static final Sample MAIL = Sample.of("mail", "enforce");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void a_file_that_the_parser_refuses_changes_nothing(ShellKind shell) throws IOException {
        TestHost host = standing(shell);
        Before before = new Before(host);
        ApplyAnswer answer = host.apply(
                NEW_WEB.on(host), MAIL.allowing("/etc/mail nonsense,").on(host));
        before.isBack(host, answer, Outcome.UNCHANGED);
        assertThat(answer.failure().orElseThrow().step()).isEqualTo("parse");
        assertThat(answer.failure().orElseThrow().message())
                .isEqualTo("apparmor_parser refused /etc/apparmor.d/aa-fleet.mail");
        assertThat(answer.failure().orElseThrow().printed())
                .contains("syntax error")
                .contains("line 3");
    }

    @ParameterizedTest
    @EnumSource
    void a_load_that_fails_after_another_takes_both_back(ShellKind shell) throws IOException {
        TestHost host = standing(shell);
        host.write("test/refused", "aa-fleet.mail\n");
        Before before = new Before(host);
        ApplyAnswer answer = host.apply(NEW_WEB.on(host), MAIL.on(host));
        before.isBack(host, answer, Outcome.REVERTED);
        assertThat(answer.failure().orElseThrow().step()).isEqualTo("load");
        assertThat(answer.failure().orElseThrow().printed()).endsWith("refused for the test");
    }

    @ParameterizedTest
    @EnumSource
    void a_kernel_that_has_another_mode_takes_it_back(ShellKind shell) throws IOException {
        TestHost host = standing(shell);
        host.write("test/twisted", "aa-fleet.mail\n");
        Before before = new Before(host);
        ApplyAnswer answer = host.apply(NEW_WEB.on(host), MAIL.on(host));
        before.isBack(host, answer, Outcome.REVERTED);
        assertThat(answer.failure().orElseThrow().step()).isEqualTo("verify");
        assertThat(answer.failure().orElseThrow().message())
                .matches("the kernel has mail\\S* \\(kill\\), expected mail\\S* \\(enforce\\)");
    }

    @ParameterizedTest
    @EnumSource
    void a_unit_that_does_not_start_takes_it_back_and_is_restarted_once_more(ShellKind shell) throws IOException {
        TestHost host = standing(shell);
        host.write("test/failing", "web.service\n");
        Before before = new Before(host);
        ApplyAnswer answer = host.apply(List.of("web.service"), NEW_WEB.on(host), MAIL.on(host));
        before.isBack(host, answer, Outcome.REVERTED);
        assertThat(answer.failure().orElseThrow().step()).isEqualTo("restart");
        assertThat(answer.failure().orElseThrow().printed()).isEqualTo("Job for web.service failed.");
        List<String> restarts = host.read("test/restarts").lines().toList();
        assertThat(restarts).hasSize(2);
        assertThat(restarts.get(0)).contains("mail (complain)");
        assertThat(restarts.get(1)).doesNotContain("mail").contains("web (complain)");
    }

    /** Its processes run under the new profile by then, which is about to go. */
    @ParameterizedTest
    @EnumSource
    void a_unit_that_was_restarted_is_so_again_when_a_later_step_fails(ShellKind shell) throws IOException {
        TestHost host = standing(shell);
        Before before = new Before(host);
        ApplyAnswer answer = host.run(
                        TestHost.script(List.of("web.service"), NEW_WEB.on(host)),
                        "stand_at_new() { fail 'for the test'; }")
                .applyAnswer();
        before.isBack(host, answer, Outcome.REVERTED);
        assertThat(host.read("test/restarts").lines()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void a_transaction_that_is_asked_to_end_goes_back(ShellKind shell) throws IOException {
        TestHost host = standing(shell);
        Before before = new Before(host);
        ApplyAnswer answer = host.run(
                        TestHost.script(List.of(), NEW_WEB.on(host)), CutScriptTest.atStep("verify", "kill -TERM $$"))
                .applyAnswer();
        before.isBack(host, answer, Outcome.REVERTED);
        assertThat(answer.failure().orElseThrow().message()).isEqualTo("ended by a signal");
    }

    @ParameterizedTest
    @EnumSource
    void a_signal_after_the_commit_takes_nothing_back(ShellKind shell) throws IOException {
        TestHost host = standing(shell);
        ApplyAnswer answer = host.run(
                        TestHost.script(List.of("web.service"), NEW_WEB.on(host)),
                        "flush() { [ ! -e \"$state/committed\" ] || kill -TERM $$; }")
                .applyAnswer();
        assertThat(answer.outcome()).isEqualTo(Outcome.COMMITTED);
        assertThat(answer.failure()).isEmpty();
        assertThat(host.kernel()).containsAll(NEW_WEB.loaded());
        assertThat(host.read("test/restarts").lines()).hasSize(1);
        assertThat(host.leftovers()).isEmpty();
    }

    /** What an administrator does to a path after a failed apply is his: the next one must remember that, not what was. */
    @ParameterizedTest
    @EnumSource
    void a_path_that_would_have_been_managed_is_forgotten(ShellKind shell) throws IOException {
        TestHost host = standing(shell);
        host.write("etc/apparmor.d/vendor", "profile vendor /usr/sbin/web {}\n");
        host.write(
                "sys/kernel/security/apparmor/profiles",
                "vendor (enforce)\n" + String.join("\n", host.kernel()) + "\n");
        Sample retiring = NEW_WEB.retiring("/etc/apparmor.d/vendor", "vendor");
        Before before = new Before(host);
        host.write("test/refused", "aa-fleet.web\n");
        ApplyAnswer failed = host.apply(retiring.on(host));
        assertThat(failed.outcome()).isEqualTo(Outcome.BROKEN); // the stand-in refuses the old file too
        host.write("test/refused", "");
        assertThat(host.tool("recover").status()).isZero();
        assertThat(host.etc()).isEqualTo(before.etc);
        assertThat(host.probe(retiring.questions()).service("web").paths())
                .doesNotContainKey("/etc/apparmor.d/disable/vendor");

        host.write("etc/apparmor.d/disable/vendor", "the administrator's own\n");
        host.write("sys/kernel/security/apparmor/profiles", String.join("\n", OLD_WEB.loaded()) + "\n");
        List<String> etc = host.etc();
        host.apply(retiring.on(host));
        assertThat(host.run(HostScripts.rollback(
                                Owner.of("tester"), Map.of("web", OptionalInt.of(1)), List.of(), TestHost.NOTHING))
                        .applyAnswer()
                        .failure())
                .isEmpty();
        assertThat(host.etc()).isEqualTo(etc);
    }

    @ParameterizedTest
    @EnumSource
    void a_revision_that_was_never_committed_is_none_to_go_back_to(ShellKind shell) throws IOException {
        TestHost host = standing(shell);
        host.run(TestHost.script(List.of(), NEW_WEB.on(host)), "install_hook() { fail 'for the test'; }");
        assertThat(host.revisions("web")).containsExactly("0", "1");
        host.run(TestHost.script(List.of(), MAIL.on(host)), "install_hook() { fail 'for the test'; }");
        assertThat(host.path("/var/lib/aa-fleet/services/mail")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void a_directory_where_a_file_shall_be_is_named(ShellKind shell) throws IOException {
        TestHost host = standing(shell);
        Files.createDirectories(host.path(MAIL.tunables()));
        Before before = new Before(host);
        ApplyAnswer answer = host.apply(MAIL.on(host));
        before.isBack(host, answer, Outcome.UNCHANGED);
        assertThat(answer.failure().orElseThrow().message())
                .isEqualTo(MAIL.tunables() + " is neither a file nor a link");
    }

    private TestHost standing(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        host.apply(OLD_WEB.on(host));
        return host;
    }

    private static final class Before {
        private final List<String> etc;
        private final List<String> kernel;

        Before(TestHost host) {
            etc = host.etc();
            kernel = host.kernel();
        }

        void isBack(TestHost host, ApplyAnswer answer, Outcome outcome) {
            assertThat(answer.outcome()).isEqualTo(outcome);
            assertThat(host.etc()).isEqualTo(etc);
            assertThat(host.kernel()).isEqualTo(kernel);
            assertThat(host.revisions("web")).containsExactly("0", "1");
            assertThat(host.path("/var/lib/aa-fleet/services/mail")).doesNotExist();
            assertThat(host.leftovers()).isEmpty();
            host.reboot();
            assertThat(host.kernel()).isEqualTo(kernel);
        }
    }
}
