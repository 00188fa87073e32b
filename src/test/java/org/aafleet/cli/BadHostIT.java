package org.aafleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.aafleet.cli.Program.Result;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a host costs that host its line, and nothing else; a real host stands for all of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(2)
class BadHostIT {

    @TempDir
    private static Path directory;

    private LabRig rig;
    private String lighttpd = "";

    @BeforeAll
    void up() {
        rig = new LabRig("bad", directory);
        lighttpd = rig.playbook("lighttpd", "name: lighttpd, mode: complain").toString();
    }

    @AfterAll
    void down() {
        rig.close();
    }

    @Test
    void does_the_good_host_and_says_what_each_of_the_others_lacks() throws IOException {
        rig.succeed("rollback", "--to", "0");
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Path more = Files.writeString(directory.resolve("more.yml"), """
                    lab:
                      hosts:
                        dead: {ansible_host: 127.0.0.1, ansible_port: %d}
                        hung: {ansible_host: 127.0.0.1, ansible_port: %d, ansible_ssh_common_args: -o ConnectTimeout=3}
                        stranger:
                          ansible_host: 127.0.0.1
                          ansible_port: %3$d
                          ansible_ssh_common_args: -o UserKnownHostsFile=%4$s
                        unprivileged: {ansible_host: 127.0.0.1, ansible_port: %3$d, ansible_user: guest}
                        forgetful:
                          ansible_host: 127.0.0.1
                          ansible_port: %3$d
                          ansible_user: ops
                          ansible_become_password: wrong
                        intruder:
                          ansible_host: 127.0.0.1
                          ansible_port: %3$d
                          ansible_user: nobody-here
                    """.formatted(
                            closedPort(),
                            silent.getLocalPort(),
                            rig.host().ports().ssh(),
                            Files.writeString(directory.resolve("no_known_hosts"), "")));
            Result result = rig.run("apply", "-i", more.toString(), "--yes", lighttpd);

            assertThat(result.status()).as(result.out() + result.err()).isEqualTo(ExitCode.HOSTS.code());
            assertThat(result.out())
                    .contains("changed: bookworm1")
                    .containsPattern("dead: connect: .*refused.*nothing was changed")
                    .containsPattern("hung: connect: .*3 s.*nothing was changed")
                    .containsPattern("stranger: connect: .*host key.*nothing was changed")
                    .containsPattern("unprivileged: .*sudo.*nothing was changed")
                    .containsPattern("forgetful: .*password.*nothing was changed")
                    .containsPattern("intruder: connect: .*nobody-here.*nothing was changed")
                    .contains("changed=1")
                    .doesNotContain("\tat ", "Exception");
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return closed.getLocalPort();
        }
    }

    @Test
    void leaves_a_host_alone_whose_parser_refuses_the_policy() {
        String before = rig.policyOnDisk();
        Path newer = rig.playbook("newer", "name: mysql, mode: complain, tune: {rules: ['priority=1 /srv/x r,']}");
        Result result = rig.run("apply", newer.toString());
        assertThat(result.status()).as(result.out() + result.err()).isEqualTo(ExitCode.HOSTS.code());
        assertThat(result.out())
                .contains(
                        "bookworm1: parse: apparmor_parser refused /etc/apparmor.d/aa-fleet.mysql; nothing was changed")
                .containsPattern("syntax error|does not support|Invalid");
        assertThat(rig.policyOnDisk()).isEqualTo(before);
    }

    @Test
    void blocks_a_host_whose_policy_is_on_a_read_only_file_system() {
        Path playbook = rig.playbook("apache", "name: apache, mode: complain");
        rig.ask("mount --bind /etc/apparmor.d /etc/apparmor.d && mount -o remount,bind,ro /etc/apparmor.d");
        Result result = rig.run("apply", playbook.toString());
        rig.ask("umount /etc/apparmor.d");
        assertThat(result.status()).isEqualTo(ExitCode.HOSTS.code());
        assertThat(result.out())
                .contains("/etc/apparmor.d is missing or read-only")
                .contains("blocked: bookworm1");
    }

    @Test
    void blocks_a_host_whose_file_system_is_full() {
        Path playbook = rig.playbook("apache", "name: apache, mode: complain");
        rig.ask(
                "mkdir -p /root/copy && cp -a /etc/apparmor.d/. /root/copy/ && mount -t tmpfs -o size=3m none /etc/apparmor.d"
                        + " && cp -a /root/copy/. /etc/apparmor.d/");
        Result result = rig.run("apply", playbook.toString());
        rig.ask("umount /etc/apparmor.d");
        assertThat(result.status()).isEqualTo(ExitCode.HOSTS.code());
        assertThat(result.out()).contains("are free at /etc/apparmor.d").contains("blocked: bookworm1");
    }

    @Test
    void lets_one_of_two_applies_at_once_through() throws Exception {
        String playbook = rig.playbook("cli", "name: php-cli, mode: complain").toString();
        rig.succeed("rollback", "--to", "0");
        List<CompletableFuture<Result>> runs = List.of(
                CompletableFuture.supplyAsync(() -> rig.run("apply", playbook)),
                CompletableFuture.supplyAsync(() -> rig.run("apply", playbook)));
        List<Result> results =
                List.of(runs.get(0).get(5, TimeUnit.MINUTES), runs.get(1).get(5, TimeUnit.MINUTES));
        assertThat(results)
                .filteredOn(result -> result.out().contains("changed=1"))
                .hasSize(1);
        assertThat(results)
                .filteredOn(result -> !result.out().contains("changed=1"))
                .hasSize(1)
                .allSatisfy(result -> {
                    assertThat(result.out()).containsPattern("locked: owner=|stale: |no change");
                    assertThat(result.out()).doesNotContain("Exception");
                });
        assertThat(rig.succeed("status", "--service", "php-cli", "--detailed-exitcode")
                        .out())
                .containsPattern("complain +complain");
    }

    @Test
    void puts_a_run_back_that_was_killed_half_way_and_then_does_its_own() {
        rig.succeed(
                "apply", rig.playbook("before", "name: php-cli, mode: complain").toString());
        String enforcing = rig.playbookConfirmedWithin("0", "after", "name: php-cli, mode: enforce")
                .toString();
        Result killed = rig.run(BadHostIT::dyingAtLoad, List.of("apply", enforcing));
        assertThat(killed.status()).as(killed.out() + killed.err()).isEqualTo(ExitCode.HOSTS.code());
        assertThat(killed.out()).contains("old state or the new one");
        assertThat(rig.succeed("doctor").out()).contains("an earlier transaction was cut off");
        assertThat(rig.succeed("apply", enforcing).out()).contains("changed=1");
        assertThat(rig.succeed("status", "--service", "php-cli", "--detailed-exitcode")
                        .out())
                .containsPattern("enforce +enforce");
    }

    private static String dyingAtLoad(String script) {
        return beforeTheCall(script, "step() { current_step=$1; [ \"$1\" != load ] || kill -9 $$; }");
    }

    private static String beforeTheCall(String script, String shell) {
        int call = script.lastIndexOf("\napply ");
        return call < 0 ? script : script.substring(0, call) + "\n" + shell + script.substring(call);
    }

    @Test
    void refuses_a_saved_plan_when_the_host_has_changed_since() {
        String plan = directory.resolve("friday.plan").toString();
        String playbook = rig.playbook("tuned", "name: lighttpd, mode: complain, tune: {docroot: [/srv/a/]}")
                .toString();
        rig.succeed("plan", playbook, "--out", plan);
        rig.succeed(
                "apply",
                rig.playbook("other", "name: lighttpd, mode: complain, tune: {docroot: [/srv/b/]}")
                        .toString());
        String before = rig.policyOnDisk();
        Result result = rig.run("apply", plan);
        assertThat(result.status()).as(result.out() + result.err()).isEqualTo(ExitCode.STALE.code());
        assertThat(result.err()).contains("the saved plan is stale");
        assertThat(rig.policyOnDisk()).isEqualTo(before);
        rig.succeed("plan", playbook, "--out", plan);
        assertThat(rig.succeed("apply", plan).out()).contains("changed=1");
    }

    @Test
    void shows_what_was_changed_by_hand_and_replaces_it_only_when_asked() {
        rig.succeed("apply", lighttpd);
        rig.ask("echo '# mine' >> /etc/apparmor.d/aa-fleet.lighttpd");
        Result status = rig.run("status", "--service", "lighttpd", "--detailed-exitcode");
        assertThat(status.status()).isEqualTo(ExitCode.CHANGES.code());
        assertThat(status.out()).contains("drift: /etc/apparmor.d/aa-fleet.lighttpd was changed by hand");
        assertThat(rig.run("apply", lighttpd).status()).isEqualTo(ExitCode.HOSTS.code());
        assertThat(rig.ask("tail -n 1 /etc/apparmor.d/aa-fleet.lighttpd")).isEqualTo("# mine");
        rig.succeed("apply", lighttpd, "--overwrite-drift");
        rig.succeed("status", "--service", "lighttpd");
    }

    @Test
    void takes_a_change_back_when_a_probe_fails_after_it() {
        String before = rig.policyOnDisk();
        Path playbook = rig.playbook(
                "probe",
                "name: apache, mode: complain, probe: {command: '! grep -q aa-fleet.apache /var/lib/aa-fleet/pending && [ ! -e "
                        + "/etc/apparmor.d/aa-fleet.apache ]', timeout: 2s}");
        Result result = rig.run("apply", playbook.toString());
        assertThat(result.status()).as(result.out() + result.err()).isEqualTo(ExitCode.HOSTS.code());
        assertThat(result.out()).contains("rolled_back=1").contains("every probe passes again");
        assertThat(rig.policyOnDisk()).isEqualTo(before);
    }

    @Test
    void takes_back_what_it_enforces_when_it_cannot_be_reached_any_more() throws Exception {
        String before = enforceable();
        AtomicInteger connections = new AtomicInteger();
        Result result = rig.run(
                UnaryOperator.identity(),
                () -> rig.host().setNetwork(connections.incrementAndGet() == 1),
                List.of("apply", enforcing("10s")));
        assertThat(result.status()).as(result.out() + result.err()).isEqualTo(ExitCode.UNREACHABLE.code());
        assertThat(result.out()).contains("bookworm1: confirm: ", "the host takes the change back by itself");
        Thread.sleep(15_000);
        rig.host().setNetwork(true);
        isTakenBack(before, "it was not confirmed within 10 s");
    }

    @Test
    void takes_back_what_it_enforces_when_nobody_can_log_in_any_more() throws Exception {
        String before = enforceable();
        Result result = rig.run(
                script -> beforeTheCall(
                        script,
                        "step() { current_step=$1; [ \"$1\" != await ] || { systemctl stop ssh; "
                                + "systemd-run --quiet --on-active=25 --timer-property=AccuracySec=1s systemctl start ssh; }; }"),
                List.of("apply", enforcing("10s")));
        assertThat(result.status()).as(result.out() + result.err()).isEqualTo(ExitCode.UNREACHABLE.code());
        assertThat(result.out()).contains("bookworm1: confirm: ", "the host takes the change back by itself");
        Thread.sleep(25_000);
        isTakenBack(before, "it was not confirmed within 10 s");
    }

    @Test
    void takes_back_what_it_enforces_when_the_service_does_not_work_under_it() {
        rig.ask("mkdir -p /srv/elsewhere && echo moved > /srv/elsewhere/index.html && "
                + "echo 'server.document-root := \"/srv/elsewhere\"' > /etc/lighttpd/conf-enabled/99-elsewhere.conf && "
                + "systemctl restart lighttpd");
        String before = enforceable();
        Path playbook = rig.playbook(
                "elsewhere",
                "name: lighttpd, mode: enforce, restart: always, tune: {discover: false}, "
                        + "probe: {http: 'http://localhost/index.html', timeout: 10s}");
        Result result = rig.run("apply", playbook.toString());
        rig.ask("rm /etc/lighttpd/conf-enabled/99-elsewhere.conf && systemctl restart lighttpd");
        assertThat(result.status()).as(result.out() + result.err()).isEqualTo(ExitCode.HOSTS.code());
        assertThat(result.out()).contains("rolled_back=1", "403", "every probe passes again");
        assertThat(rig.policyOnDisk()).isEqualTo(before);
    }

    /** A change that was killed half-way is not left to the next run. */
    @Test
    void takes_back_what_it_enforces_when_the_transaction_is_killed() throws Exception {
        String before = enforceable();
        Result killed = rig.run(
                script -> beforeTheCall(script, "step() { current_step=$1; [ \"$1\" != load ] || kill -9 $$; }"),
                List.of("apply", enforcing("10s")));
        assertThat(killed.status()).as(killed.out() + killed.err()).isEqualTo(ExitCode.HOSTS.code());
        Thread.sleep(15_000);
        isTakenBack(before, "its transaction was cut off");
    }

    private String enforceable() {
        rig.succeed("apply", lighttpd);
        return rig.policyOnDisk();
    }

    private String enforcing(String confirm) {
        return rig.playbookConfirmedWithin(confirm, "enforcing", "name: lighttpd, mode: enforce, restart: always")
                .toString();
    }

    private void isTakenBack(String before, String reason) {
        assertThat(rig.policyOnDisk()).isEqualTo(before);
        assertThat(rig.ask("ps -eo label,comm | grep ' lighttpd'").lines())
                .isNotEmpty()
                .allMatch(line -> line.contains(" (complain) "));
        Result doctor = rig.run("doctor");
        assertThat(doctor.out()).contains("the host took its last change back").contains(reason);
        assertThat(rig.succeed("apply", enforcing("2m")).out()).contains("changed=1");
        assertThat(rig.run("doctor").out()).doesNotContain("took its last change back");
    }
}
