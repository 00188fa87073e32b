package org.aafleet.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.aafleet.host.ApplyAnswer.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values are data: they arrive byte for byte, and nothing in them runs. */
class HostileValuesTest {

    /** Everything but a line break; CANARY is replaced by a file that must not come into being. */
    private static final String NASTY =
            "-n 'q' \"dq\" $(touch CANARY) `touch CANARY` ; touch CANARY & \\n\\c\\\\ \\0101 %s * ? [a-z] ~ #! {a,b} é→\uD83D\uDE00 |x";

    private static final String TEXT = """
            -n
            END-OF-TEXT
            END-OF-TEXT-
            $(touch CANARY) `touch CANARY` ${HOME} \\ \\n \\c 'single' "double"
            '; touch CANARY; '
            \ttab\u0007bell \u001B[31mred\r
            é→\uD83D\uDE00
            |step commit
            outcome committed
            aa-fleet-end

            NASTY
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void texts_names_and_meta_arrive_as_they_are(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        String nasty = nasty(host);
        String text = TEXT.replace("NASTY", nasty).replace("CANARY", canary(host));
        String path = "/etc/apparmor.d/aa-fleet/web/features/" + nasty.replace("/", ":");
        Sample web = Sample.of("web", "complain");
        ServiceRevision plain = web.on(host);
        List<Managed> managed = new ArrayList<>(plain.managed());
        managed.add(new Managed.TextFile(path, text));
        managed.add(new Managed.TextFile(path + ".unended", "no newline at its end"));
        managed.add(new Managed.Link(path + ".link", nasty));
        managed.add(new Managed.Nothing(path + ".none"));
        ServiceRevision revision = new ServiceRevision(
                plain.seen(),
                managed,
                plain.loads(),
                plain.profiles(),
                Map.of(),
                List.of("by=" + nasty, "reason=" + nasty));
        Transaction transaction =
                new Transaction(Owner.of(nasty), List.of(revision), List.of(nasty), 10, true, Optional.empty());
        ApplyAnswer answer =
                host.run(HostScripts.apply(transaction, TestHost.NOTHING)).applyAnswer();
        assertThat(answer.failure()).isEmpty();
        assertThat(answer.outcome()).isEqualTo(Outcome.COMMITTED);
        assertThat(host.read(path)).isEqualTo(text);
        assertThat(host.read(path + ".unended")).isEqualTo("no newline at its end");
        assertThat(host.read("test/restarts")).startsWith(nasty + " ");

        ObservedService left = host.probe(web.questions()).service("web");
        assertThat(left.drifted()).isEmpty();
        assertThat(left.meta()).containsExactly("by=" + nasty, "reason=" + nasty);
        assertThat(left.at(path)).isEqualTo(new ObservedPath.RegularFile(path, Cksum.of(text), text));
        assertThat(left.at(path + ".link")).isEqualTo(new ObservedPath.Link(path + ".link", nasty));
        assertThat(HostHistory.parse(host.run(HostScripts.history()).stdout())
                        .get(0)
                        .revisions()
                        .get(1)
                        .meta())
                .containsEntry("reason", nasty);

        // What was seen is sent back, and the way back works too.
        assertThat(host.apply(web.from(left)).failure()).isEmpty();
        assertThat(host.path(path)).doesNotExist();
        assertThat(host.run(HostScripts.rollback(
                                Owner.of(nasty),
                                Map.of("web", OptionalInt.of(1)),
                                List.of("by=" + nasty),
                                TestHost.NOTHING))
                        .applyAnswer()
                        .failure())
                .isEmpty();
        assertThat(host.read(path)).isEqualTo(text);
        assertThat(Path.of(canary(host))).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void profile_names_with_blanks_and_quotes_are_loaded_checked_and_unloaded(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        String name = "my $(touch " + canary(host) + ") 'prof' ; %s -e";
        String main = "/etc/apparmor.d/aa-fleet.web";
        ServiceRevision revision = new ServiceRevision(
                ObservedService.untouched("web"),
                List.of(new Managed.TextFile(main, "profile \"" + name + "\" /usr/sbin/web {\n}\n")),
                List.of(main),
                Map.of(name, "enforce"),
                Map.of(),
                List.of());
        assertThat(host.apply(revision).failure()).isEmpty();
        assertThat(host.kernel()).containsExactly(name + " (enforce)");
        assertThat(host.apply(Sample.of("web", "complain").on(host)).failure()).isEmpty();
        assertThat(host.kernel()).isEqualTo(Sample.of("web", "complain").loaded());
        assertThat(Path.of(canary(host))).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void checks_run_their_command_and_nothing_of_their_name(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        String nasty = nasty(host);
        Map<String, String> checks = new LinkedHashMap<>();
        checks.put(nasty, "printf '%s' " + Shell.quote(nasty + "\nstatus x 0\naa-fleet-end\n") + "; exit 3");
        checks.put("two\nlines", "exit 0");
        ObservedHost observed = host.probe(new Questions(List.of(), List.of(), List.of(), List.of(), checks));
        assertThat(observed.checks())
                .containsExactlyInAnyOrder(
                        new CheckResult(nasty, false, nasty + "\nstatus x 0\naa-fleet-end\n"),
                        new CheckResult("two lines", true, ""));
        assertThat(Path.of(canary(host))).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void words_and_patterns_of_questions_are_data(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        String nasty = nasty(host);
        host.write("etc/apparmor.d/theirs", "# " + nasty + "\n");
        host.write("test/units", "");
        ObservedHost observed =
                host.probe(new Questions(List.of(), List.of(nasty), List.of(nasty), List.of(nasty), Map.of()));
        assertThat(observed.rivals()).extracting(Rival::text).containsExactly("# " + nasty + "\n");
        assertThat(Path.of(canary(host))).doesNotExist();
    }

    @Test
    void a_name_of_several_lines_is_refused_before_anything_is_sent() {
        for (String broken : List.of("a\nb", "a\n")) {
            assertThatThrownBy(() -> apply(List.of(new Managed.Nothing("/etc/apparmor.d/" + broken)), Map.of(), "x"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> apply(List.of(), Map.of(broken, "enforce"), "x"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> apply(List.of(), Map.of(), broken)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_text_that_no_shell_can_carry_is_refused() {
        Managed.TextFile broken = new Managed.TextFile("/etc/apparmor.d/aa-fleet.web", "a\0b\n");
        assertThatThrownBy(() -> apply(List.of(broken), Map.of(), "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void a_meta_line_stays_one_line(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        ServiceRevision plain = Sample.of("web", "complain").on(host);
        host.apply(new ServiceRevision(
                plain.seen(),
                plain.managed(),
                plain.loads(),
                plain.profiles(),
                Map.of(),
                List.of("reason=first\nby=somebody else", "by=tester")));
        assertThat(host.probe(new Questions(List.of("web"), List.of(), List.of(), List.of(), Map.of()))
                        .service("web")
                        .meta())
                .containsExactly("reason=first by=somebody else", "by=tester");
    }

    private static String apply(List<Managed> managed, Map<String, String> profiles, String load) {
        ServiceRevision revision = new ServiceRevision(
                ObservedService.untouched("web"), managed, List.of(load), profiles, Map.of(), List.of());
        return TestHost.script(List.of(), revision);
    }

    private static String nasty(TestHost host) {
        return NASTY.replace("CANARY", canary(host));
    }

    private static String canary(TestHost host) {
        return host.path("/test/canary").toString();
    }
}
