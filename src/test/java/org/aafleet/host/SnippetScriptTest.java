package org.aafleet.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.aafleet.host.ApplyAnswer.Outcome;
import org.aafleet.host.TestHost.Run;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Files of a service's own configuration by which it enters profiles. Workers die without these profiles, so the kernel has
 * them whenever the service may run with such a file.
 */
class SnippetScriptTest {

    private static final Sample OUTSIDE = Sample.of("web", "enforce");
    private static final Sample INSIDE = OUTSIDE.entering("hat");
    private static final Sample SHOP = OUTSIDE.entering("shop");
    private static final Sample BLOG = OUTSIDE.entering("blog");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void the_profiles_come_first_and_then_the_file_and_a_restart(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        ApplyAnswer answer = host.apply(INSIDE.on(host));
        assertThat(answer.failure()).isEmpty();
        assertThat(answer.steps())
                .containsSubsequence("install", "load-complaining", "enter", "restart", "load", "verify", "commit");
        assertThat(host.read(INSIDE.snippetPath())).isEqualTo(INSIDE.snippetText());
        assertThat(host.etc()).anyMatch(line -> line.startsWith("/web.d/zz-aa-fleet.conf rw-r--r-- "));
        assertThat(host.read("test/restarts").lines())
                .singleElement()
                .asString()
                .contains("web//hat (complain)");
        assertThat(host.read("test/tested")).isEqualTo("-t|it's * a word|");
        assertThat(host.path("test/unflushed")).doesNotExist();
        assertThat(host.kernel()).isEqualTo(INSIDE.loaded());
        isSound(host);
        ObservedService left = host.probe(INSIDE.questions()).service("web");
        assertThat(left.drifted()).isEmpty();
        assertThat(left.at(INSIDE.snippetPath())).isInstanceOf(ObservedPath.RegularFile.class);
    }

    @ParameterizedTest
    @EnumSource
    void the_file_goes_first_and_then_the_profiles(ShellKind shell) throws IOException {
        TestHost host = inside(shell);
        Files.delete(host.path("test/restarts"));
        ApplyAnswer answer = rollBack(host, 0);
        assertThat(answer.failure()).isEmpty();
        assertThat(answer.steps()).containsSubsequence("reconfigure", "install", "load", "verify", "commit");
        assertThat(host.read("test/restarts").lines())
                .singleElement()
                .asString()
                .contains("web (enforce)")
                .contains("web//hat (enforce)");
        assertThat(host.kernel()).isEmpty();
        assertThat(host.path(INSIDE.snippetPath())).doesNotExist();
        isSound(host);
    }

    @ParameterizedTest
    @EnumSource
    void revision_0_has_nothing_of_it_and_the_console_goes_both_ways(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        List<String> etc = host.etc();
        host.apply(INSIDE.on(host));
        List<String> inside = host.etc();
        for (String to : List.of("0", "1", "0", "1")) {
            Run run = host.tool("rollback", "--service", "web", "--to", to);
            assertThat(run.status()).as(run.stdout()).isZero();
            assertThat(host.etc()).isEqualTo(to.equals("0") ? etc : inside);
            isSound(host);
        }
        assertThat(host.kernel()).isEqualTo(INSIDE.loaded());
    }

    /** Until the service is restarted its workers enter the old hats, and from then on the new ones. */
    @ParameterizedTest
    @EnumSource
    void old_and_new_hats_are_in_the_kernel_at_the_restart(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        host.apply(SHOP.on(host));
        Files.delete(host.path("test/restarts"));
        assertThat(host.apply(BLOG.on(host)).failure()).isEmpty();
        assertThat(host.read("test/restarts").lines())
                .singleElement()
                .asString()
                .contains("web//shop (")
                .contains("web//blog (");
        assertThat(host.kernel()).isEqualTo(BLOG.loaded());
        isSound(host);
        assertThat(rollBack(host, 1).failure()).isEmpty();
        assertThat(host.kernel()).isEqualTo(SHOP.loaded());
        isSound(host);
    }

    @ParameterizedTest
    @EnumSource
    void a_hat_that_is_left_goes_after_the_restart(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        host.apply(OUTSIDE.entering("hat", "shop").on(host));
        ApplyAnswer answer = host.apply(INSIDE.on(host));
        assertThat(answer.failure()).isEmpty();
        assertThat(answer.steps()).containsSubsequence("reconfigure", "install").doesNotContain("load-complaining");
        assertThat(host.kernel()).isEqualTo(INSIDE.loaded());
        isSound(host);
    }

    /** One restart is enough for both causes. */
    @ParameterizedTest
    @EnumSource
    void a_unit_that_is_restarted_anyhow_is_so_once(ShellKind shell) throws IOException {
        TestHost host = inside(shell);
        Files.delete(host.path("test/restarts"));
        assertThat(host.apply(List.of("web.service"), OUTSIDE.on(host)).failure())
                .isEmpty();
        assertThat(host.read("test/restarts").lines()).hasSize(1);
        isSound(host);
    }

    /** The parser compiles nothing that is in disable/. */
    @ParameterizedTest
    @EnumSource
    void profiles_that_were_disabled_are_loaded_before_the_restart(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        Path disabled = host.path("/etc/apparmor.d/disable/aa-fleet.web");
        Files.createDirectory(disabled.getParent());
        Files.createSymbolicLink(disabled, Path.of(INSIDE.main()));
        assertThat(host.apply(INSIDE.on(host)).failure()).isEmpty();
        assertThat(disabled).doesNotExist();
        assertThat(host.read("test/restarts")).contains("web//hat (complain)");
        isSound(host);
    }

    @ParameterizedTest
    @EnumSource
    void a_file_never_comes_where_the_kernel_lacks_the_profiles(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        List<String> etc = host.etc();
        ApplyAnswer answer = host.run(TestHost.script(List.of(), INSIDE.on(host)), "load_complaining() { :; }")
                .applyAnswer();
        assertThat(answer.outcome()).isEqualTo(Outcome.REVERTED);
        assertThat(answer.failure().orElseThrow().message()).startsWith("the kernel has no profile web");
        assertThat(host.path("test/restarts")).doesNotExist();
        assertThat(host.etc()).isEqualTo(etc);
    }

    @ParameterizedTest
    @EnumSource
    void a_cut_while_hats_change_leaves_all_old_or_all_new(ShellKind shell) throws IOException, InterruptedException {
        TestHost origin = TestHost.create(Files.createDirectory(directory.resolve("origin")), shell);
        origin.apply(SHOP.on(origin));
        for (String step : TransactionSteps.all()) {
            TestHost host = origin.copyTo(directory.resolve(step));
            host.run(TestHost.script(List.of(), BLOG.on(host)), CutScriptTest.atStep(step, "kill -9 $$"));
            assertThat(host.path("test/dead")).as(step).doesNotExist();
            host.run(TestHost.script(List.of(), SHOP.on(host)));
            assertThat(host.apply(OUTSIDE.on(host)).failure()).as(step).isEmpty();
            assertThat(host.kernel()).as(step).isEqualTo(OUTSIDE.loaded());
            host.servesWell(step);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_has_not_changed_restarts_nothing(ShellKind shell) throws IOException {
        TestHost host = inside(shell);
        Files.delete(host.path("test/restarts"));
        assertThat(host.apply(INSIDE.allowing("/etc/more r,").on(host)).outcome())
                .isEqualTo(Outcome.COMMITTED);
        assertThat(host.path("test/restarts")).doesNotExist();
        isSound(host);
    }

    @ParameterizedTest
    @EnumSource
    void what_is_not_running_is_not_started(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        host.write("test/booting", "");
        ApplyAnswer answer = host.apply(INSIDE.on(host));
        assertThat(answer.failure()).isEmpty();
        assertThat(answer.steps())
                .containsSubsequence("load", "enter", "verify")
                .doesNotContain("restart");
        assertThat(host.path("test/restarts")).doesNotExist();
        assertThat(host.read(INSIDE.snippetPath())).isEqualTo(INSIDE.snippetText());
    }

    @ParameterizedTest
    @EnumSource
    void a_configuration_that_the_service_refuses_is_put_back(ShellKind shell) throws IOException {
        TestHost host = inside(shell);
        Files.delete(host.path("test/restarts"));
        List<String> etc = host.etc();
        for (Sample next : List.of(OUTSIDE, BLOG)) {
            host.write("test/invalid", "[pool web] no such thing\n");
            ApplyAnswer answer = host.apply(next.on(host));
            assertThat(answer.outcome()).isEqualTo(Outcome.REVERTED);
            assertThat(answer.failure().orElseThrow().message()).isEqualTo("/usr/sbin/webd refused its configuration");
            assertThat(answer.failure().orElseThrow().printed()).isEqualTo("[pool web] no such thing");
            assertThat(host.etc()).isEqualTo(etc);
            assertThat(host.kernel()).isEqualTo(INSIDE.loaded());
            assertThat(host.path("test/restarts")).doesNotExist();
            isSound(host);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatever_fails_after_the_restart_goes_back_with_another_one(ShellKind shell) throws IOException {
        TestHost host = inside(shell);
        List<String> etc = host.etc();
        for (Sample next : List.of(OUTSIDE, BLOG)) {
            Files.deleteIfExists(host.path("test/restarts"));
            ApplyAnswer answer = host.run(
                            TestHost.script(List.of(), next.on(host)), "stand_at_new() { fail 'for the test'; }")
                    .applyAnswer();
            assertThat(answer.outcome()).isEqualTo(Outcome.REVERTED);
            assertThat(host.etc()).isEqualTo(etc);
            assertThat(host.kernel()).isEqualTo(INSIDE.loaded());
            assertThat(host.read("test/restarts").lines()).hasSize(2);
            isSound(host);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_unit_that_does_not_start_gets_its_old_configuration_back(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        host.apply(OUTSIDE.on(host));
        List<String> etc = host.etc();
        host.write("test/failing", "web.service\n");
        for (Sample next : List.of(INSIDE, SHOP)) {
            Files.deleteIfExists(host.path("test/restarts"));
            ApplyAnswer answer = host.apply(next.on(host));
            assertThat(answer.outcome()).isEqualTo(Outcome.REVERTED);
            assertThat(answer.failure().orElseThrow().message()).isEqualTo("restart of web.service failed");
            assertThat(host.etc()).isEqualTo(etc);
            assertThat(host.kernel()).isEqualTo(OUTSIDE.loaded());
            assertThat(host.read("test/restarts").lines()).hasSize(2);
            isSound(host);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_file_that_was_changed_by_hand_is_told_and_restored(ShellKind shell) throws IOException {
        TestHost host = inside(shell);
        host.write(INSIDE.snippetPath(), "; mine\n");
        assertThat(host.probe(INSIDE.questions()).service("web").drifted()).containsExactly(INSIDE.snippetPath());
        Files.delete(host.path(INSIDE.snippetPath()));
        assertThat(host.probe(INSIDE.questions()).service("web").drifted()).containsExactly(INSIDE.snippetPath());
        assertThat(host.apply(INSIDE.on(host)).failure()).isEmpty();
        isSound(host);
    }

    @ParameterizedTest
    @EnumSource
    void somebodys_own_file_under_that_name_is_left_alone(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        host.write(INSIDE.snippetPath(), "; mine\n");
        ApplyAnswer answer = host.apply(INSIDE.on(host));
        assertThat(answer.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(answer.failure().orElseThrow().message())
                .isEqualTo(INSIDE.snippetPath() + " is there although aa-fleet did not put it there; move it away");
        assertThat(host.read(INSIDE.snippetPath())).isEqualTo("; mine\n");
    }

    /** Nothing ran at the second transaction, so only the first one knew the unit. */
    @ParameterizedTest
    @EnumSource
    void a_unit_that_is_not_known_is_the_one_of_before(ShellKind shell) throws IOException {
        TestHost host = inside(shell);
        ServiceRevision again = INSIDE.allowing("/etc/more r,").on(host);
        Snippet snippet = again.snippets().get(0);
        host.apply(new ServiceRevision(
                again.seen(),
                again.managed(),
                again.loads(),
                again.profiles(),
                Map.of(),
                List.of(new Snippet(snippet.path(), List.of(), snippet.test())),
                List.of()));
        Files.delete(host.path("test/restarts"));
        assertThat(rollBack(host, 0).failure()).isEmpty();
        assertThat(host.read("test/restarts").lines()).hasSize(1);
        isSound(host);
    }

    private TestHost inside(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        assertThat(host.apply(INSIDE.on(host)).failure()).isEmpty();
        return host;
    }

    private static void isSound(TestHost host) {
        host.servesWell("afterwards");
        assertThat(host.leftovers()).isEmpty();
    }

    private static ApplyAnswer rollBack(TestHost host, int revision) {
        return host.run(HostScripts.rollback(
                        Owner.of("tester"),
                        Map.of("web", OptionalInt.of(revision)),
                        List.of("by=tester"),
                        TestHost.NOTHING))
                .applyAnswer();
    }
}
