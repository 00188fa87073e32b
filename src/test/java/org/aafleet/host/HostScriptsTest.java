package org.aafleet.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.aafleet.Needs;
import org.aafleet.catalog.Catalog;
import org.aafleet.problem.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostScriptsTest {

    private static final Questions QUESTIONS = new Questions(
            List.of("web"),
            List.of("/usr/sbin/web"),
            List.of("/web"),
            List.of("web.service"),
            Map.of("web", "exit 0"),
            Map.of("web", "value root '/it''s' setting place\n"),
            List.of("abstractions/base"),
            Map.of("web", Map.of("hits", "echo '7'")),
            Period.last(java.time.Duration.ofMinutes(1)),
            true);

    private static final Mark MARK = new Mark(
            "web.yml: web",
            "road",
            "canary",
            0,
            "complain",
            Mark.Status.SOAKING,
            Map.of("web", 0),
            "tester",
            "now",
            Optional.of("it's why"),
            1,
            new Baseline(List.of("audit=kernel 5")));

    /** What the host's shell gives a discovery script. */
    private static final String GIVEN = "root='' tab='\t' newline='\n' findings=''\n";

    @TempDir
    private Path directory;

    static Stream<Arguments> scripts() {
        ServiceRevision revision = new ServiceRevision(
                ObservedService.untouched("web"),
                List.of(
                        new Managed.TextFile("/etc/apparmor.d/aa-fleet.web", "profile web {}\n"),
                        new Managed.Nothing("/etc/apparmor.d/aa-fleet/web/features/cgi")),
                List.of("/etc/apparmor.d/aa-fleet.web"),
                Map.of("web", "complain"),
                Map.of("/etc/apparmor.d/usr.sbin.web", List.of("/usr/sbin/web")),
                List.of("by=tester"));
        Catalog catalog = Catalog.load(List.of(), new Problems());
        Stream<Arguments> discoveries = catalog.names().stream()
                .map(name -> catalog.service(name).orElseThrow())
                .flatMap(service -> service.discovery().stream()
                        .map(script -> Arguments.of(
                                "discovery of " + service.name(),
                                GIVEN + HostScripts.discoveryLibrary() + script.text())));
        return Stream.concat(discoveries, transactions(revision));
    }

    private static Stream<Arguments> transactions(ServiceRevision revision) {
        return Stream.of(
                Arguments.of("probe", HostScripts.probe(QUESTIONS)),
                Arguments.of("apply", HostScripts.apply(transaction(revision, false), QUESTIONS)),
                Arguments.of("apply with tools", HostScripts.apply(transaction(revision, true), QUESTIONS)),
                Arguments.of(
                        "rollback",
                        HostScripts.rollback(
                                Owner.of("tester"),
                                Map.of("web", OptionalInt.empty()),
                                List.of("by=tester"),
                                QUESTIONS)),
                Arguments.of("confirm", HostScripts.confirm(Owner.of("tester"), "token", 10)),
                Arguments.of("decline", HostScripts.decline(Owner.of("tester"), "token", "it's why", QUESTIONS)),
                Arguments.of("mark", MarkScripts.mark(Owner.of("tester"), Optional.empty())),
                Arguments.of("lease", MarkScripts.lease(Owner.conducting("tester"))),
                Arguments.of("release", MarkScripts.release(Owner.of("tester"))),
                Arguments.of("hold", MarkScripts.hold(Owner.of("tester"), Optional.of("it's why"))),
                Arguments.of("entering", MarkScripts.entering(Owner.of("tester"), MARK, Optional.of(MARK))),
                Arguments.of("skip", MarkScripts.skip(Owner.of("tester"), 0, "road", "it's why")),
                Arguments.of("enter", MarkScripts.enter(Owner.of("tester"), MARK, List.of("web"), QUESTIONS.counts())),
                Arguments.of("history", HostScripts.history()),
                Arguments.of("rollback tool", HostScripts.rollbackTool()),
                Arguments.of("recover tool", HostScripts.recoverTool()));
    }

    private static Transaction transaction(ServiceRevision revision, boolean sendTools) {
        return new Transaction(
                Owner.of("tester"),
                List.of(revision),
                List.of("web.service"),
                10,
                sendTools,
                Optional.of(new Confirmation("token", Duration.ofMinutes(2))));
    }

    @Test
    void has_a_step_for_all_that_a_transaction_does() {
        assertThat(TransactionSteps.all())
                .containsExactlyInAnyOrder(
                        "lock",
                        "check",
                        "stage",
                        "parse",
                        "keep",
                        "journal",
                        "arm",
                        "reconfigure",
                        "install",
                        "load-complaining",
                        "enter",
                        "restart",
                        "load",
                        "verify",
                        "await",
                        "commit");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void is_shellcheck_clean_as_it_is_sent(String name, String script) throws IOException, InterruptedException {
        Needs.program("shellcheck", "shellcheck");
        Path file = Files.writeString(directory.resolve("script"), script);
        // Which of the shared functions and variables a script uses differs: some are unused, some called by name.
        // Discovery
        // is quoted twice, which looks odd.
        Process shellcheck = new ProcessBuilder(
                        "shellcheck", "--shell=sh", "--exclude=SC1003,SC2034,SC2317,SC2329", file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(shellcheck.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shellcheck.waitFor()).as(name + "\n" + output).isZero();
    }
}
