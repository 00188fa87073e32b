package org.aafleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.aafleet.cli.Program.Result;
import org.aafleet.host.TransactionSteps;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plug is pulled at each named step of the host transaction: what is there after the boot is the old or the new, whole. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PowerCutIT {

    private static final String COMPLAINING =
            "name: lighttpd, mode: complain, restart: always, tune: {discover: false}";
    private static final String ENFORCING =
            "name: lighttpd, mode: enforce, restart: always, tune: {discover: false, docroot: [/srv/www/]}";

    /** What the boot takes its time for, and no test here needs. */
    private static final String SPARE = "apache2 mariadb php8.2-fpm postfix cron rsyslog auditd systemd-logind "
            + "systemd-binfmt proc-sys-fs-binfmt_misc.automount kmod-static-nodes systemd-random-seed "
            + "modprobe@dm_mod modprobe@configfs modprobe@loop modprobe@efi_pstore modprobe@fuse modprobe@drm "
            + "dev-mqueue.mount sys-kernel-config.mount systemd-pstore dpkg-db-backup.timer logrotate.timer";

    @TempDir
    private static Path directory;

    private LabRig rig;

    /** What the last test has left behind, and what the next one is on the way to. */
    private String old = COMPLAINING;

    private String wanted = ENFORCING;

    @BeforeAll
    void up() {
        rig = new LabRig("power", directory);
        rig.ask("systemctl mask " + SPARE + " 2>&1; systemctl stop apache2 mariadb php8.2-fpm postfix cron rsyslog");
        rig.succeed("apply", rig.playbook("old", old).toString());
        rig.ask("sync");
    }

    @AfterAll
    void down() {
        rig.close();
    }

    static List<String> steps() {
        return TransactionSteps.all();
    }

    @ParameterizedTest
    @MethodSource("steps")
    void leaves_the_old_or_the_new(String step) throws Exception {
        String playbook = rig.playbook("new", wanted).toString();
        String oldDisk = rig.policyOnDisk();
        String oldKernel = rig.policyInKernel();

        CompletableFuture<Result> run =
                CompletableFuture.supplyAsync(() -> rig.run(script -> haltingAt(step, script), "apply", playbook));
        rig.ask("until [ -e /run/halted ]; do sleep 0.2; done");
        rig.host().powerCut();
        Result lost = run.get(2, TimeUnit.MINUTES);
        assertThat(lost.status()).as(lost.out() + lost.err()).isEqualTo(ExitCode.UNREACHABLE.code());

        assertThat(rig.policyOnDisk())
                .as("before the commit, everything is the old")
                .isEqualTo(oldDisk);
        assertThat(rig.policyInKernel()).isEqualTo(oldKernel);
        Result again = rig.succeed("apply", playbook);
        assertThat(again.out()).contains("changed=1");
        String mode = wanted.equals(ENFORCING) ? "enforce" : "complain";
        assertThat(rig.succeed("status", "--service", "lighttpd", "--detailed-exitcode")
                        .out())
                .containsPattern(mode + " +" + mode + " +1 confined");
        assertThat(rig.policyOnDisk()).isNotEqualTo(oldDisk);
        String reached = wanted;
        wanted = old;
        old = reached;
    }

    /** The script stops for good where the step begins; the marker is on a file system that no power cut survives. */
    private static String haltingAt(String step, String script) {
        int call = script.lastIndexOf("\napply ");
        return call < 0
                ? script
                : script.substring(0, call) + "\nstep() { current_step=$1; [ \"$1\" != " + step
                        + " ] || { : > /run/halted; sleep 1000; }; }" + script.substring(call);
    }
}
