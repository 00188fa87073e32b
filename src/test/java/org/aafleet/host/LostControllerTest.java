package org.aafleet.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.aafleet.host.ApplyAnswer.Outcome;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A transaction whose controller is gone goes on to its end. */
class LostControllerTest {

    private static final Sample WEB = Sample.of("web", "enforce");
    private static final long HUP_INT_PIPE_TERM = 1L << 0 | 1L << 1 | 1L << 12 | 1L << 14;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void nobody_reads_what_it_prints(ShellKind shell) throws IOException, InterruptedException {
        TestHost host = TestHost.create(directory, shell);
        // It waits in the middle until its output has been closed.
        String script = TestHost.beforeLast(
                TestHost.script(List.of("web.service"), WEB.on(host)),
                CutScriptTest.atStep("parse", "while [ ! -e \"$root/test/closed\" ]; do sleep 0.05; done"));
        Process process = host.start(
                        List.of("-s"),
                        script,
                        builder -> builder.redirectOutput(Redirect.PIPE).redirectError(Redirect.PIPE))
                .process();
        try (InputStream stdout = process.getInputStream();
                InputStream stderr = process.getErrorStream()) {
            assertThat(stdout.read()).isPositive();
            assertThat(stderr).isNotNull();
        }
        host.write("test/closed", "");
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(host.kernel()).isEqualTo(WEB.loaded());
        assertThat(host.revisions("web")).containsExactly("0", "1");
        assertThat(host.leftovers()).isEmpty();
        assertThat(host.apply(WEB.on(host)).outcome()).isEqualTo(Outcome.COMMITTED);
    }

    @ParameterizedTest
    @EnumSource
    void it_takes_back_what_fails_although_nobody_reads_that(ShellKind shell) throws IOException, InterruptedException {
        TestHost host = TestHost.create(directory, shell);
        host.write("test/twisted", "aa-fleet.web\n");
        List<String> etc = host.etc();
        String script = TestHost.beforeLast(
                TestHost.script(List.of(), WEB.on(host)),
                CutScriptTest.atStep("load", "while [ ! -e \"$root/test/closed\" ]; do sleep 0.05; done"));
        Process process = host.start(List.of("-s"), script, builder -> builder.redirectOutput(Redirect.PIPE))
                .process();
        process.getInputStream().close();
        host.write("test/closed", "");
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(host.kernel()).isEmpty();
        assertThat(host.etc()).isEqualTo(etc);
        assertThat(host.leftovers()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void its_terminal_hangs_up(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        ApplyAnswer answer = host.run(
                        TestHost.script(List.of(), WEB.on(host)), CutScriptTest.atStep("install", "kill -HUP $$"))
                .applyAnswer();
        assertThat(answer.outcome()).isEqualTo(Outcome.COMMITTED);
        assertThat(host.kernel()).isEqualTo(WEB.loaded());
    }

    @ParameterizedTest
    @EnumSource
    void a_script_that_arrives_in_part_does_nothing(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        String script = TestHost.script(List.of(), WEB.on(host));
        for (int part = 1; part < 20; part++) {
            host.run(script.substring(0, script.length() * part / 20));
        }
        host.run(script.substring(0, script.lastIndexOf("apply 'tester'")));
        assertThat(host.path("/var/lib/aa-fleet")).doesNotExist();
        assertThat(host.kernel()).isEmpty();
    }

    /** What a restarted daemon inherits must not be our deafness to signals. */
    @ParameterizedTest
    @EnumSource
    void what_it_starts_hears_signals_again(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        host.write("test/units", "");
        String report = "sed -n 's/^SigIgn:[[:space:]]*//p' /proc/self/status";
        Questions questions = new Questions(List.of(), List.of(), List.of(), List.of(), Map.of("signals", report));
        ServiceRevision revision = WEB.on(host);
        ApplyAnswer answer = host.run(HostScripts.apply(
                        new Transaction(Owner.of("tester"), List.of(revision), List.of(), 10, false, Optional.empty()),
                        questions))
                .applyAnswer();
        long ignored = ignored("SigIgn:\t" + answer.afterwards().checks().get(0).output());
        // What was ignored before, as under nohup, a shell cannot undo.
        long before = ignored(Files.readString(Path.of("/proc/self/status")));
        assertThat(ignored & HUP_INT_PIPE_TERM).isEqualTo(before & HUP_INT_PIPE_TERM);
    }

    private static long ignored(String status) {
        return status.lines()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseLong(line.substring(7).strip(), 16))
                .findFirst()
                .orElseThrow();
    }
}
