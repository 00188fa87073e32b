package org.aafleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.aafleet.cli.LabRig.Logins;
import org.aafleet.cli.Program.Result;
import org.aafleet.lab.CommandResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The main job on a real kernel with the real services, from nothing to enforced and back. Each step starts where the last ended. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(7)
class RolloutIT {

    private static final String HARDENING = "playbooks/hardening.yml";

    @TempDir
    private static Path directory;

    private LabRig rig;
    private String diskBefore = "";
    private String kernelBefore = "";

    @BeforeAll
    void up() {
        rig = new LabRig("rollout", directory);
        diskBefore = rig.policyOnDisk();
        kernelBefore = rig.policyInKernel();
        rig.countLogins();
    }

    @AfterAll
    void down() {
        rig.close();
    }

    @Test
    @Order(1)
    void finds_the_host_ready() {
        assertThat(rig.succeed("doctor").out()).contains("bookworm1: ready");
        Result plan = rig.run("plan", HARDENING, "--detailed-exitcode");
        assertThat(plan.status()).isEqualTo(ExitCode.CHANGES.code());
        assertThat(plan.out())
                .contains("how well it holds a captured process, enforced:")
                .doesNotContain("will not take");
        assertThat(rig.policyOnDisk()).isEqualTo(diskBefore);
    }

    @Test
    @Order(2)
    void puts_all_services_to_complain_and_they_stay_so_over_a_reboot() throws IOException {
        Logins before = rig.logins();
        rig.succeed("apply", complaining().toString());
        assertThat(rig.logins().since(before)).isEqualTo(new Logins(1, 2));
        assertStatus("complain");
        assertListSurvivesReboot();
    }

    @Test
    @Order(3)
    void moves_them_to_enforce_with_no_access_denied() {
        assertThat(rig.succeed("plan", HARDENING).out())
                .contains("what that means:", "flags: -complain")
                .doesNotContain("no change in meaning", "will not take");
        rig.succeed("apply", HARDENING);
        assertStatus("enforce");
        CommandResult check = rig.host().check();
        assertThat(check.succeeded()).as(check.stdout()).isTrue();
    }

    @Test
    @Order(4)
    void finds_nothing_to_do_the_second_time() {
        String disk = rig.policyOnDisk();
        Logins before = rig.logins();
        Result again = rig.succeed("apply", HARDENING);
        assertThat(rig.logins().since(before)).isEqualTo(new Logins(1, 1));
        assertThat(again.out()).contains("no change").contains("ok=1 changed=0");
        assertThat(rig.succeed("plan", HARDENING, "--detailed-exitcode").out()).contains("no change");
        assertThat(rig.policyOnDisk()).isEqualTo(disk);
    }

    @Test
    @Order(5)
    void enforces_still_after_a_reboot() {
        assertListSurvivesReboot();
        assertStatus("enforce");
    }

    @Test
    @Order(6)
    void goes_back_to_what_was_there_before_it_came() {
        rig.succeed("rollback", "--to", "0");
        assertThat(rig.policyOnDisk()).isEqualTo(diskBefore);
        assertThat(rig.policyInKernel()).isEqualTo(kernelBefore);
        assertThat(rig.succeed("rollback", "--to", "0").out()).contains("nothing to roll back");
        assertListSurvivesReboot();
        assertThat(rig.policyOnDisk()).isEqualTo(diskBefore);
    }

    @Test
    @Order(7)
    void goes_back_by_the_console_alone_while_the_network_is_cut() throws InterruptedException {
        Path one = rig.playbook("one", "name: lighttpd, mode: enforce, restart: if-unconfined");
        rig.succeed("apply", one.toString());
        assertThat(rig.policyOnDisk()).isNotEqualTo(diskBefore);
        rig.ask("rm -f /root/said; systemd-run --on-active=3 sh -c "
                + "'sleep 2; sh /var/lib/aa-fleet/rollback --to 0 > /root/said 2>&1; echo $? >> /root/said; sync'");
        rig.host().setNetwork(false);
        assertThat(rig.host().run("true").succeeded()).isFalse();
        Thread.sleep(20_000);
        rig.host().setNetwork(true);
        assertThat(rig.ask("cat /root/said")).endsWith("\n0");
        assertThat(rig.policyOnDisk()).isEqualTo(diskBefore);
        assertThat(rig.policyInKernel()).isEqualTo(kernelBefore);
        assertThat(rig.succeed("history").out()).contains("at the console");
    }

    private void assertStatus(String mode) {
        Result status = rig.succeed("status", HARDENING, "--detailed-exitcode");
        assertThat(status.out().lines().skip(1).filter(line -> !line.isBlank()))
                .hasSize(6)
                .allSatisfy(line ->
                        assertThat(line).containsPattern(mode + " +" + mode).doesNotContain("UNCONFINED"));
    }

    private void assertListSurvivesReboot() {
        String before = rig.policyInKernel();
        rig.host().reboot();
        assertThat(rig.policyInKernel()).isEqualTo(before);
    }

    private Path complaining() throws IOException {
        String enforcing = Files.readString(Path.of(HARDENING));
        return Files.writeString(
                directory.resolve("complain.yml"), enforcing.replace("mode: enforce", "mode: complain"));
    }
}
