package org.aafleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.aafleet.cli.Program.Result;
import org.aafleet.console.TestingConsole;
import org.aafleet.host.DirectoryFleet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollout in stages as a person conducts it, run by run, over hosts in directories. */
class StagedFleetTest {

    private static final Duration SOAK = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private DirectoryFleet fleet;
    private Path playbook;

    @BeforeEach
    void hosts() throws IOException {
        fleet = DirectoryFleet.of(directory.resolve("hosts"), "a1", "a2", "b1");
        Files.writeString(directory.resolve("hosts.ini"), "a1\na2\nb1\n");
        playbook = playbook("web.yml", "");
    }

    private Path playbook(String name, String more) throws IOException {
        return Files.writeString(directory.resolve(name), """
                - name: web
                  hosts: all
                  rollout:
                    waves: [{name: canary, serial: 2}, {name: rest, serial: 100%%, approve: true}]
                    soak: {complain: 60s, enforce: 60s}
                    confirm: 0s
                    %s
                  services: [{name: web, mode: enforce, restart: always}]
                """.formatted(more));
    }

    private Result run(String verb, Path file, String... more) {
        return from("state", verb, file, more);
    }

    /** @param state which controller */
    private Result from(String state, String verb, Path file, String... more) {
        return Program.run(fleet, directory.resolve(state), words(verb, file, more));
    }

    private String[] words(String verb, Path file, String... more) {
        String[] words = new String[6 + more.length];
        System.arraycopy(
                new String[] {
                    verb,
                    "-i",
                    directory.resolve("hosts.ini").toString(),
                    "--profiles",
                    "src/test/resources/plans/profiles"
                },
                0,
                words,
                0,
                5);
        words[5] = file.toString();
        System.arraycopy(more, 0, words, 6, more.length);
        return words;
    }

    private String apply() {
        Result result = run("apply", playbook, "--yes");
        return "exit " + result.status() + "\n" + result.out() + result.err();
    }

    private void soaked() {
        fleet.pass(SOAK);
    }

    @Test
    void goes_from_wave_to_wave_and_from_complain_to_enforce() throws IOException {
        assertThat(run("plan", playbook).out()).contains("a1, a2: not begun", "wave canary: complain on a1, a2");
        assertThat(fleet.mode("a1")).isEmpty();

        assertThat(apply())
                .contains("exit 0", "wave canary: complain on a1, a2", "Next: wave canary soaks in complain");
        assertThat(fleet.mode("a1")).isEqualTo("web (complain)");
        assertThat(fleet.mode("b1")).isEmpty();
        assertThat(apply()).contains("soaking, 1m left").doesNotContain("passed");

        soaked();
        assertThat(apply()).contains("wave canary: passed: a1, a2", "wave canary: enforce on a1, a2");
        soaked();
        assertThat(apply()).contains("a1, a2: done", "Next: wave rest begins after 'promote'");
        assertThat(fleet.mode("b1")).isEmpty();

        assertThat(run("promote", playbook).out()).contains("wave rest may begin");
        Path story = directory.resolve("story.md");
        run("apply", playbook, "--yes", "--report", story.toString());
        soaked();
        run("apply", playbook, "--yes", "--report", story.toString());
        soaked();
        Result last = run("apply", playbook, "--yes", "--report", story.toString());
        assertThat(last.out()).contains("The rollout has come to its end on every host.");
        assertThat(fleet.mode("b1")).isEqualTo("web (enforce)");
        assertThat(Files.readString(story))
                .contains("wave rest: complain on b1", "wave rest: passed: b1", "wave rest: enforce on b1")
                .endsWith("The rollout has come to its end on every host.\n\n");
        assertThat(run("status", playbook).out()).contains("a1, a2: done", "come to its end");
        assertThat(Files.readString(directory.resolve("state/aa-fleet/journal.jsonl")))
                .contains(
                        "\"rollout\":\"web\",\"decisions\":[{\"time\":\"2",
                        "\"what\":\"pass\",\"wave\":\"rest\",\"hosts\":[\"b1\"]");
    }

    @Test
    void takes_the_wave_back_when_one_of_its_hosts_was_denied_something() {
        apply();
        fleet.denies("a2", "/srv/shop");
        assertThat(run("status", playbook).out())
                .contains("a2: complain: does not pass: web was denied open: r of /srv/shop");
        assertThat(apply())
                .contains(
                        "exit 3",
                        "wave canary: taken back",
                        "a1: its wave goes back with a2",
                        "'/srv/shop r,' would allow it")
                .contains("Stopped: too many hosts of wave canary");
        assertThat(fleet.mode("a1")).isEmpty();
        assertThat(fleet.mode("a2")).isEmpty();
        assertThat(apply()).as("until a person resumes").contains("exit 3").doesNotContain(" on a1");
        assertThat(run("resume", playbook).out()).contains("a2 begins anew; it had failed: web was denied open");
        assertThat(apply()).contains("wave canary: complain on a1, a2");
    }

    /** Kinds that a gate would bear, and that the profiles in question would deny for good. */
    @Test
    void asks_what_the_next_stage_would_make_of_what_was_recorded() throws IOException {
        playbook = playbook("web.yml", "gate: {new_denials: 5, replayed_denials: 0}");
        apply();
        fleet.deniesNow("a2", "/srv/web/index.html");
        assertThat(run("status", playbook).out())
                .as("its profile allows it by now")
                .contains("a2: complain: soaking");
        fleet.deniesNow("a2", "/etc/shadow");
        assertThat(run("status", playbook).out())
                .as("a rule denies it on purpose, which complain leaves out")
                .contains("a2: complain: soaking");
        fleet.deniesNow("a2", "/srv/elsewhere");
        assertThat(run("status", playbook).out())
                .contains(
                        "a2: complain: does not pass: of the last 24 hours: web was denied open: r of /srv/elsewhere");
        playbook = playbook("web.yml", "gate: {new_denials: 5, replayed_denials: 1}");
        assertThat(run("status", playbook).out()).doesNotContain("does not pass");
    }

    /** What was done to it may be why. */
    @Test
    void stops_when_a_host_is_not_heard_of_once_it_has_set_out() {
        apply();
        fleet.away("a2", true);
        soaked();
        assertThat(apply())
                .contains(
                        "exit 3",
                        "Stopped: too many hosts of wave canary",
                        "a2: connect: no route to host; it is on the way since 2")
                .doesNotContain("enforce on");
        fleet.away("a2", false);
        assertThat(apply()).contains("exit 0", "wave canary: enforce on a1, a2");
    }

    @Test
    void goes_on_without_a_host_that_was_never_there_and_lets_it_begin_at_the_beginning() {
        fleet.away("a2", true);
        assertThat(apply()).contains("wave canary: complain on a1");
        soaked();
        assertThat(apply()).contains("wave canary: enforce on a1");
        fleet.away("a2", false);
        soaked();
        assertThat(apply()).contains("a1: done", "wave canary: complain on a2").doesNotContain("on b1\n");
    }

    @Test
    void has_a_host_in_one_rollout_at_a_time() throws IOException {
        apply();
        Path other = playbook("other.yml", "");
        Result refused = run("apply", other, "--yes");
        assertThat(refused.status()).isEqualTo(ExitCode.INPUT.code());
        assertThat(refused.err())
                .contains("a1 is in the rollout 'web.yml: web' of tester@", "in wave canary since 2", "--take-over")
                .contains("a2 is in the rollout");
        assertThat(run("apply", other, "--yes", "--take-over").out()).contains("a1, a2: complain: soaking");
        assertThat(run("plan", playbook("plain.yml", "").toAbsolutePath()).status())
                .isEqualTo(ExitCode.INPUT.code());
    }

    @Test
    void counts_the_probes_that_fail_over_a_soak() throws IOException {
        playbook = Files.writeString(
                playbook,
                Files.readString(playbook)
                        .replace("confirm: 0s", "confirm: 0s\n    gate: {probe_failures: 2}")
                        .replace(
                                "restart: always",
                                "restart: always, probe: {command: 'test ! -e " + directory.resolve("down") + "'}"));
        assertThat(apply()).contains("exit 0");
        Path down = Files.writeString(directory.resolve("down"), "");
        assertThat(apply()).contains("exit 0", "a1, a2: complain: soaking");
        assertThat(apply()).contains("exit 0");
        Files.delete(down);
        assertThat(apply()).as("those that were borne").contains("exit 0");
        Files.writeString(down, "");
        assertThat(apply()).contains("exit 3", "3 probes have failed in this soak", "taken back");
    }

    @Test
    void begins_the_soak_anew_after_an_upgrade_and_goes_on_over_a_reboot() {
        apply();
        fleet.upgrade("a1");
        soaked();
        assertThat(apply())
                .contains("a1: to soak again in complain", "wave canary: complain on a1")
                .doesNotContain("enforce on");
        fleet.reboot("a2");
        soaked();
        assertThat(apply()).contains("wave canary: passed: a1", "wave canary: enforce on a1, a2");
    }

    @Test
    void fails_what_was_changed_by_hand() {
        apply();
        fleet.write("a1", "etc/apparmor.d/aa-fleet.web", "profile web /usr/sbin/web{,d} { /** r, }\n");
        assertThat(apply()).contains("exit 3", "web: /etc/apparmor.d/aa-fleet.web");
    }

    @Test
    void does_what_a_person_decides() {
        apply();
        assertThat(run("pause", playbook, "--reason", "freeze").out()).contains("nothing goes on: freeze");
        soaked();
        assertThat(apply())
                .contains("exit 3", "Nothing goes on until 'resume'", "freeze (tester@")
                .doesNotContain("enforce on");
        run("resume", playbook);
        assertThat(apply()).contains("wave canary: enforce on a1, a2");
        assertThat(run("promote", playbook, "--skip-soak", "--reason", "seen enough")
                        .out())
                .contains("wave canary has soaked enough: seen enough");
        assertThat(apply()).contains("wave canary: passed: a1, a2", "Next: wave rest begins after 'promote'");
        assertThat(fleet.read("a1", "var/lib/aa-fleet/rollout")).contains("status=done", "reason=seen enough (tester@");

        assertThat(run("abort", playbook, "--reason", "the shop is slow").out())
                .contains("a1, a2 went back: the shop is slow");
        assertThat(fleet.mode("a1")).isEmpty();
        assertThat(apply()).contains("exit 3", "aborted: the shop is slow");
        run("resume", playbook);
        assertThat(apply()).contains("wave canary: complain on a1, a2");
        soaked();
        assertThat(apply()).as("a word from before does not count again").contains("wave canary: enforce on a1, a2");
    }

    @Test
    void goes_on_from_another_controller_but_not_while_one_is_at_it() {
        apply();
        soaked();
        assertThat(from("elsewhere", "apply", playbook, "--yes").out()).contains("wave canary: enforce on a1, a2");
        fleet.write("a1", "var/lib/aa-fleet/lease", """
                run=another
                by=ann@elsewhere
                since=2026-11-27T12:00:00Z
                boot=%s
                until=99999
                """.formatted(
                        fleet.read("a1", "proc/sys/kernel/random/boot_id").strip()));
        soaked();
        assertThat(apply())
                .contains(
                        "exit 3",
                        "another run is at it",
                        "a1: leased: ann@elsewhere conducts a rollout here since 2026-11-27");
        Result abort = run("abort", playbook, "--reason", "enough");
        assertThat(abort.status()).isEqualTo(ExitCode.HOSTS.code());
        assertThat(abort.err()).contains("ann@elsewhere", "Run 'abort' again when that has ended.");
        assertThat(fleet.read("a2", "var/lib/aa-fleet/hold")).as("told to stop").startsWith("aborted: enough");
        assertThat(fleet.mode("a2")).isEqualTo("web (enforce)");
    }

    /** In one process, as --wait does it. */
    @Test
    void remembers_while_it_waits_who_had_set_out() {
        TestingConsole console = new TestingConsole().looks(2);
        console.onPause(() -> {
            fleet.away("a2", true);
            soaked();
        });
        Result result =
                Program.run(console, fleet, directory.resolve("state"), words("apply", playbook, "--yes", "--wait"));
        assertThat(result.out())
                .contains("a2: connect: no route to host; it is on the way since 2")
                .doesNotContain("enforce on");
        assertThat(result.status()).isEqualTo(ExitCode.HOSTS.code());
    }

    /** Another service's change that was taken back says nothing of this one. */
    @Test
    void does_not_go_back_for_what_another_change_left_behind() {
        apply();
        soaked();
        apply();
        soaked();
        assertThat(apply()).contains("a1, a2: done");
        fleet.write("a1", "var/lib/aa-fleet/taken-back", "token=t\nby=x\nsince=1\ntime=2\nreason=probe failed: mail\n");
        assertThat(apply()).contains("exit 0", "a1, a2: done").doesNotContain("taken back");
        assertThat(fleet.mode("a1")).isEqualTo("web (enforce)");
    }

    @Test
    void leaves_those_that_are_through_when_one_that_came_later_fails() {
        fleet.away("a2", true);
        apply();
        soaked();
        apply();
        soaked();
        assertThat(apply()).contains("a1: done");
        fleet.away("a2", false);
        assertThat(apply()).contains("wave canary: complain on a2");
        fleet.denies("a2", "/srv/shop");
        assertThat(apply()).contains("exit 3", "wave canary: taken back").doesNotContain("its wave goes back with a2");
        assertThat(fleet.mode("a1")).isEqualTo("web (enforce)");
        assertThat(fleet.mode("a2")).isEmpty();
    }

    @Test
    void is_not_kept_from_going_back_by_a_host_that_cannot_write() {
        apply();
        fleet.breakState("a2");
        fleet.away("b1", true);
        Result abort = run("abort", playbook, "--reason", "enough");
        assertThat(abort.out()).contains("a1 went back: enough").doesNotContain("a2 went back");
        assertThat(abort.err())
                .contains("a2 did not do it: ", "b1 did not do it: connect: no route to host")
                .doesNotContain("another run");
        assertThat(fleet.mode("a1")).isEmpty();
    }
}
