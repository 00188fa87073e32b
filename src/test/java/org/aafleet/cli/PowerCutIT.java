package org.aafleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.aafleet.cli.Program.Result;
import org.aafleet.host.TransactionSteps;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plug is pulled at each named step of the transaction: what is there after the boot is the old or the new, whole. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(8)
class PowerCutIT {

    /** The steps that only a service with sites comes to: on the sites' way into profiles of their own, and back. */
    private static final String OF_ENTERING = "enter";

    private static final String OF_LEAVING = "reconfigure";

    /** The steps of a change that awaits its confirmation, which is one that enforces; its commit is what the word does. */
    private static final List<String> OF_CONFIRMING = List.of("arm", "await", "commit");

    private static final String POOLS = "name: php-fpm, mode: enforce, restart: if-unconfined";

    /**
     * Leaves to the boot what a power cut is about: the kernel, the disk, the policy, ssh and a web server. Lighttpd starts
     * three times for each cut, and would run four programs of Perl each time.
     */
    private static final String FAST_BOOT = """
            systemctl disable --now apache2 mariadb postfix cron rsyslog auditd php8.2-fpm
            systemctl mask systemd-logind systemd-binfmt proc-sys-fs-binfmt_misc.automount kmod-static-nodes \\
              systemd-random-seed systemd-pstore systemd-update-utmp systemd-update-utmp-runlevel systemd-journal-flush \\
              systemd-modules-load systemd-sysusers systemd-sysctl systemd-network-generator systemd-networkd \\
              systemd-networkd.socket systemd-udevd systemd-udev-trigger systemd-udevd-kernel.socket \\
              systemd-udevd-control.socket dev-mqueue.mount sys-kernel-config.mount dpkg-db-backup.timer logrotate.timer
            mkdir -p /etc/systemd/system-generators
            cd /usr/lib/systemd/system-generators
            for generator in *; do ln -sf /dev/null "/etc/systemd/system-generators/$generator"; done
            : > /etc/fstab
            cat > /etc/systemd/system/network.service << UNIT
            [Unit]
            DefaultDependencies=no
            Before=network.target
            [Service]
            Type=oneshot
            RemainAfterExit=yes
            ExecStart=modprobe virtio_net
            ExecStart=ip link set lo up
            ExecStart=ip link set eth0 up
            ExecStart=ip address add 10.0.2.15/24 dev eth0
            ExecStart=ip route add default via 10.0.2.2
            [Install]
            WantedBy=sysinit.target
            UNIT
            systemctl enable network
            /usr/share/lighttpd/create-mime.conf.pl > /etc/lighttpd/mime.conf
            sed -i -e '/use-ipv6/d' -e 's/^include_shell .*mime.*/include "mime.conf"/' /etc/lighttpd/lighttpd.conf
            """;

    @TempDir
    private static Path directory;

    private LabRig rig;

    /** The policy as the last test left it. */
    private String before;

    private final Road web = new Road(
            "lighttpd",
            "lighttpd",
            "name: lighttpd, mode: complain, restart: always, tune: {discover: false}",
            "name: lighttpd, mode: enforce, restart: always, tune: {discover: false, docroot: [/srv/www/]}");
    private final Road pools =
            new Road("php-fpm", "php-fpm", POOLS, POOLS + ", tune: {sites: discover, enter_sites: true}");

    /** Where a service is, and where it goes next; then back. */
    private static final class Road {

        private final String service;
        private final String program;
        private String old;
        private String wanted;

        Road(String service, String program, String old, String wanted) {
            this.service = service;
            this.program = program;
            this.old = old;
            this.wanted = wanted;
        }

        boolean enforces() {
            return wanted.contains("mode: enforce");
        }

        void turn() {
            String reached = wanted;
            wanted = old;
            old = reached;
        }
    }

    @BeforeAll
    void up() {
        rig = new LabRig("power", directory);
        rig.ask(FAST_BOOT);
        rig.succeed("apply", rig.playbook("old", web.old, pools.old).toString());
        rig.ask("sync");
        before = policy();
    }

    @AfterAll
    void down() {
        rig.close();
    }

    /** Those of the sites are the last, so that PHP need not start before. */
    static List<String> steps() {
        List<String> steps = new ArrayList<>(TransactionSteps.all());
        List<String> ofSites = List.of(OF_ENTERING, OF_LEAVING);
        assertThat(steps).containsAll(ofSites);
        steps.removeAll(ofSites);
        steps.addAll(ofSites);
        return steps;
    }

    @ParameterizedTest
    @MethodSource("steps")
    void leaves_the_old_or_the_new(String step) throws Exception {
        boolean ofSites = step.equals(OF_ENTERING) || step.equals(OF_LEAVING);
        Road road = ofSites ? pools : web;
        if (ofSites) {
            rig.ask("systemctl enable --now php8.2-fpm 2>&1");
        }
        boolean confirmed = OF_CONFIRMING.contains(step);
        if (confirmed && !road.enforces()) {
            rig.succeed("apply", playbook(road, false));
            road.turn();
            before = policy();
        }
        List<String> verb = step.equals(OF_LEAVING)
                ? List.of("rollback", "--service", road.service)
                : List.of("apply", playbook(road, confirmed));

        CompletableFuture<Result> run =
                CompletableFuture.supplyAsync(() -> rig.run(script -> haltingAt(step, script), verb));
        rig.ask(
                "tries=0; until [ -e /run/halted ]; do tries=$((tries + 1)); [ $tries -lt 900 ] || exit 1; sleep 0.2; done");
        rig.host().powerCut();
        Result lost = run.get(2, TimeUnit.MINUTES);
        assertThat(lost.status()).as(lost.out() + lost.err()).isEqualTo(ExitCode.UNREACHABLE.code());

        assertThat(policy()).as("before the commit, everything is the old").isEqualTo(before);
        Result again = rig.run(UnaryOperator.identity(), verb);
        assertThat(again.status()).as(again.out() + again.err()).isZero();
        assertThat(again.out()).contains("changed=1");
        assertThat(rig.ask("ps -eo label,comm | grep -e ' " + road.program + "'")
                        .lines())
                .isNotEmpty()
                .allMatch(line -> line.contains(road.enforces() ? " (enforce) " : " (complain) "));
        String after = policy();
        assertThat(after).isNotEqualTo(before);
        before = after;
        road.turn();
    }

    /** Without a confirmation, which costs log-ins, but for the steps that are about it. */
    private String playbook(Road road, boolean confirmed) {
        return rig.playbookConfirmedWithin(confirmed ? "2m" : "0", "new", road.wanted)
                .toString();
    }

    /** On the disk and in the kernel; in one go, as every log-in costs an emulated second. */
    private String policy() {
        return rig.ask(
                LabRig.POLICY_ON_DISK + LabRig.POLICY_IN_KERNEL + "\ncat /etc/php/*/fpm/pool.d/*aa-fleet* 2>&1 || :");
    }

    /** The script stops for good where the step begins; the marker is on a file system that no power cut survives. */
    private static String haltingAt(String step, String script) {
        int call = Math.max(script.lastIndexOf("\napply "), script.lastIndexOf("\nconfirm "));
        return call < 0
                ? script
                : script.substring(0, call) + "\nstep() { current_step=$1; [ \"$1\" != " + step
                        + " ] || { : > /run/halted; sleep 1000; }; }" + script.substring(call);
    }
}
