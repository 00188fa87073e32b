package org.aafleet.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeAnswerTest {

    private static final String START = "aa-fleet-probe 1\n";
    private static final String END = "aa-fleet-end\n";

    private static String answer() throws IOException {
        return Files.readString(Path.of("src/test/resources/answers/probe.txt"));
    }

    @Test
    void reads_what_a_host_has() throws IOException {
        ObservedHost host = ProbeAnswer.parse(answer());
        assertThat(host.facts().isRoot()).isTrue();
        assertThat(host.facts().kernel()).contains("6.1.0-28-amd64");
        assertThat(host.facts().freePolicyKib()).hasValue(12345);
        assertThat(host.facts().lock()).isEmpty();
        assertThat(host.facts().pending()).isEmpty();
        assertThat(host.profiles())
                .isEqualTo(Map.of("web", "complain", "web//child", "complain", "my prof (x)", "enforce"));
        assertThat(host.units()).isEqualTo(Map.of("web.service", "active"));
        assertThat(host.checks())
                .containsExactly(
                        new CheckResult("unit web.service", true, "active\n"),
                        new CheckResult("command", false, "not\nthere\n"));
        assertThat(host.processes())
                .containsExactly(
                        new ObservedProcess(4711, "/usr/sbin/web", "web (complain)", Optional.of("web.service")),
                        new ObservedProcess(4712, "/usr/sbin/cron", "unconfined", Optional.empty()));
        assertThat(host.rivals())
                .containsExactly(
                        new Rival(
                                "/etc/apparmor.d/usr.sbin.web", "/usr/sbin/web { }\n", true, Optional.of("web-server")),
                        new Rival("/etc/apparmor.d/mine", "profile mine { }\n", false, Optional.empty()));
    }

    @Test
    void reads_files_byte_for_byte_and_never_their_text_as_its_own() throws IOException {
        ObservedService web = ProbeAnswer.parse(answer()).service("web");
        assertThat(web.revision()).hasValue(3);
        assertThat(web.paths().values())
                .containsExactlyInAnyOrder(
                        new ObservedPath.RegularFile(
                                "/etc/apparmor.d/aa-fleet.web", "123 5", "aa-fleet-end\nfact uid 1000\n"),
                        new ObservedPath.RegularFile(
                                "/etc/apparmor.d/aa-fleet/web/tunables", "99 7", "no newline at its end"),
                        new ObservedPath.Link("/etc/apparmor.d/disable/aa-fleet.old", "/etc/apparmor.d/aa-fleet.old"),
                        new ObservedPath.Absent("/etc/apparmor.d/force-complain/aa-fleet.web"),
                        new ObservedPath.Other("/etc/apparmor.d/aa-fleet/web/features"));
        assertThat(web.drifted()).containsExactly("/etc/apparmor.d/aa-fleet.web");
        assertThat(web.leftProfiles()).isEqualTo(Map.of("web", "complain", "web//child", "complain"));
        assertThat(web.meta()).containsExactly("by=ann@control");
        assertThat(ProbeAnswer.parse(answer()).service("mail").revision()).isEqualTo(OptionalInt.empty());
    }

    @Test
    void knows_nothing_of_a_host_that_says_nothing() {
        ObservedHost host = ProbeAnswer.parse(START + END);
        assertThat(host.profiles()).isEmpty();
        assertThat(host.facts().isRoot()).isFalse();
        assertThat(host.service("web")).isEqualTo(ObservedService.untouched("web"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "bash: sh: command not found\n", "aa-fleet-probe 2\naa-fleet-end\n", START})
    void refuses_what_is_no_answer(String output) {
        assertThatThrownBy(() -> ProbeAnswer.parse(output)).isInstanceOf(GarbledAnswerException.class);
    }

    @Test
    void says_where_an_answer_stops() {
        assertThatThrownBy(() -> ProbeAnswer.parse(START + "fact uid 0\nprofiles\n|web (comp"))
                .hasMessage("the answer stops after '|web (comp'");
    }

    @Test
    void quotes_no_more_than_a_line_of_nonsense() {
        assertThatThrownBy(() -> ProbeAnswer.parse("x".repeat(1_000_000)))
                .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(200));
    }

    /** Whatever a host prints, it costs an answer and never the run. */
    @Test
    void survives_hostile_answers() throws IOException {
        List<String> lines = answer().lines().toList();
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder garbled = new StringBuilder(START);
            for (int line = 0; line < 30; line++) {
                String text = lines.get(random.nextInt(lines.size()));
                int cut = text.isEmpty() ? 0 : random.nextInt(text.length() + 1);
                garbled.append(random.nextInt(4) == 0 ? text.substring(cut) : text)
                        .append(random.nextInt(20) == 0 ? "\u001b[2J\u0000\r" : "")
                        .append('\n');
            }
            ObservedHost host = ProbeAnswer.parse(garbled + END);
            host.processes().forEach(ObservedProcess::profile);
            host.facts().mayLoadPolicy();
            host.facts().freeStateKib();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xyz", "-1", "0x3f", "99999999999999999999999999999999999999999"})
    void takes_capabilities_that_are_nonsense_for_unknown(String mask) {
        assertThat(ProbeAnswer.parse(START + "fact capabilities " + mask + "\n" + END)
                        .facts()
                        .mayLoadPolicy())
                .isTrue();
    }
}
