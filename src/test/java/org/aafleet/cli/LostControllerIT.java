package org.aafleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.aafleet.cli.MortalController.When;
import org.aafleet.cli.Program.Result;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The controller of a staged rollout dies by SIGKILL, after and within each of its calls that change something on a host; another
 * one, elsewhere, goes on.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(4)
class LostControllerIT {

    private static final String PLAYBOOK = """
            - name: lost
              hosts: all
              become: true
              rollout:
                waves: [{name: all, serial: 100%%}]
                steps: [enforce]
                soak: {enforce: 2s}
                confirm: 10s
              services:
                - {name: php-cli, mode: enforce, tune: {discover: false, rules: ["/srv/case%d/ r,"]}}
            """;

    @TempDir
    private static Path directory;

    private LabRig rig;
    private int cases;

    @BeforeAll
    void up() {
        rig = new LabRig("lost", directory, 1);
    }

    @AfterAll
    void down() {
        rig.close();
    }

    /** @param expected what becomes of the host */
    @ParameterizedTest
    @CsvSource({
        "AFTER, take_lease, 1, UNCHANGED",
        "AFTER, set_mark, 1, UNCHANGED",
        "DURING, apply, 1, RETURNED",
        "AFTER, apply, 1, RETURNED",
        "AFTER, confirm, 1, CHANGED",
        "AFTER, set_mark, 2, CHANGED",
        "AFTER, set_mark, 3, DONE"
    })
    void leaves_the_old_or_the_new_and_a_way_on(When when, String call, int number, HostState expected)
            throws Exception {
        String playbook = rig.write("lost.yml", PLAYBOOK.formatted(++cases)).toString();
        String before = rig.policyOnDisk();
        MortalController.dieAt(
                when,
                call,
                number,
                directory.resolve("mortal"),
                "apply",
                "-i",
                rig.inventory().toString(),
                playbook,
                "--yes",
                "--wait");
        if (expected == HostState.RETURNED) {
            Thread.sleep(20_000);
        }
        if (expected == HostState.CHANGED || expected == HostState.DONE) {
            assertThat(rig.ask("grep -r /srv/case /etc/apparmor.d/aa-fleet")).contains("/srv/case" + cases + "/ r,");
        } else {
            assertThat(rig.policyOnDisk()).isEqualTo(before);
        }
        assertThat(rig.run("unlock", "--yes").out()).contains("the lease of mortal@");
        if (expected == HostState.RETURNED) {
            Result told = rig.run("apply", playbook, "--yes", "--wait");
            assertThat(told.out()).contains("the host took its last change back: ", "'resume' lets them begin anew");
            rig.succeed("resume", playbook);
        }
        Result went = rig.succeed("apply", playbook, "--yes", "--wait");
        assertThat(went.out()).contains("The rollout has come to its end on every host.");
        assertThat(rig.policyInKernel()).contains("aa-fleet-php-cli (enforce)");
    }

    /** What becomes of the host when nobody does anything. */
    enum HostState {
        UNCHANGED,
        /** It takes the change back by itself. */
        RETURNED,
        CHANGED,
        /** As it shall be, and it says so. */
        DONE
    }
}
