package org.aafleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.aafleet.cli.Program.Result;
import org.aafleet.lab.LabHost;
import org.aafleet.lab.Release;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rollout in stages over real hosts of two releases under real traffic: what is wrong is found where it harms nobody. Each test
 * goes on where the last ended.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(4)
class StagedIT {

    private static final String PLAYBOOK = """
            - name: staged
              hosts: all
              become: true
              rollout:
                waves:
                  - {name: canary, hosts: bookworm1}
                  - {name: early, serial: 1}
                  - {name: rest, serial: 100%%}
                soak: {complain: 12s, enforce: 12s}
                confirm: 60s
              services:
                - {name: lighttpd, mode: enforce, restart: if-unconfined, probe: {http: "http://localhost/"}%s}
            """;

    private static final String MARK = "cat /var/lib/aa-fleet/rollout 2> /dev/null || :";

    /** By its lease or, in the middle of a transaction, by its lock. */
    private static final String NAMED = "leased: \\S+ conducts a rollout here since|locked: owner=";

    private static final String BLIND = ", tune: {discover: false}";

    @TempDir
    private static Path directory;

    private LabRig rig;
    private String before = "";

    @BeforeAll
    void up() {
        rig = new LabRig("staged", directory, Map.of(Release.BOOKWORM, 2, Release.TRIXIE, 2));
        rig.hosts().forEach(host -> host.run("""
                    mkdir -p /srv/shop && echo shop > /srv/shop/index.html
                    echo 'alias.url += ( "/shop/" => "/srv/shop/" )' > /etc/lighttpd/conf-enabled/99-shop.conf
                    systemctl restart lighttpd
                    """).orThrow("a shop outside the document root"));
        before = rig.policyOnDisk();
    }

    @AfterAll
    void down() {
        rig.close();
    }

    @Test
    @Order(1)
    void finds_what_would_be_denied_in_the_canarys_soak_and_takes_it_back() {
        visit("bookworm1", "http://localhost/ http://localhost/shop/");
        Result result = apply("blind", BLIND);
        assertThat(result.status()).as(result.out() + result.err()).isEqualTo(ExitCode.HOSTS.code());
        assertThat(result.out())
                .contains("wave canary: complain on bookworm1", "wave canary: taken back", "every probe passes again")
                .contains("aa-fleet-lighttpd would be denied open: r of /srv/shop/index.html")
                .contains("'/srv/shop/index.html r,' would allow it")
                .contains("Stopped: too many hosts of wave canary")
                .contains("bookworm2: not begun");
        assertThat(rig.policyOnDisk()).isEqualTo(before);
        rig.hosts().stream()
                .filter(host -> !host.name().equals("bookworm1"))
                .forEach(host -> assertThat(host.run(LabRig.POLICY_ON_DISK).stdout()
                                + host.run(LabRig.POLICY_IN_KERNEL).stdout())
                        .as("the policy of %s was never touched", host.name())
                        .doesNotContain("aa-fleet"));
    }

    /** Nobody uses the service; and without auditd the kernel's log takes the events, and what comes too fast is not written down. */
    @Test
    @Order(2)
    void is_not_green_when_nothing_happens_and_when_records_were_lost() {
        rig.ask("""
                systemctl stop traffic
                systemctl kill auditd; while pidof auditd; do sleep 0.2; done
                printf 'profile flood {\\n capability,\\n /** rmix,\\n audit /** rmix,\\n}\\n' > /root/flood
                apparmor_parser -r /root/flood
                systemd-run --quiet --unit=flood sh -c '
                  until grep -q "^status=soaking" /var/lib/aa-fleet/rollout; do sleep 0.5; done
                  aa-exec -p flood -- sh -c "i=0; while [ \\$i -lt 5000 ]; do read line < /etc/hostname; i=\\$((i + 1)); done"'
                """);
        rig.succeed("resume", playbook("seeing", ""));
        Result result = apply("seeing", "");
        rig.ask("apparmor_parser -R /root/flood; systemctl restart auditd");
        assertThat(result.status()).as(result.out() + result.err()).isEqualTo(ExitCode.HOSTS.code());
        assertThat(result.out())
                .containsPattern("bookworm1: complain: inconclusive: events may be missing: .*callbacks suppressed")
                .contains("; lighttpd did nothing since then", "Nothing goes on until 'resume'");
    }

    /** What nobody did while the profile complained. */
    @Test
    @Order(3)
    void finds_under_enforce_what_complain_has_not_shown() {
        rig.succeed("abort", playbook("seeing", ""), "--reason", "another playbook");
        rig.succeed("resume", playbook("blind", BLIND));
        traffic(
                "bookworm1",
                "curl -s http://localhost/ > /dev/null; "
                        + "! grep -q \"^aa-fleet-lighttpd (enforce)\" /sys/kernel/security/apparmor/profiles || "
                        + "curl -s http://localhost/shop/ > /dev/null");
        Result result = apply("blind", BLIND);
        assertThat(result.status()).as(result.out() + result.err()).isEqualTo(ExitCode.HOSTS.code());
        assertThat(result.out())
                .contains("wave canary: enforce on bookworm1", "wave canary: taken back", "every probe passes again")
                .contains("aa-fleet-lighttpd was denied open: r of /srv/shop/index.html")
                .doesNotContain(" on bookworm2", " on trixie");
        assertThat(rig.ask("curl -s http://localhost/shop/")).isEqualTo("shop");
        assertThat(rig.policyOnDisk()).isEqualTo(before);
        rig.ask("systemctl stop traffic");
    }

    /** One command from the first host to the last; a second controller names it and ends. */
    @Test
    @Order(4)
    void goes_from_the_canary_to_the_last_host_and_lets_no_other_controller_in() throws Exception {
        rig.hosts().forEach(host -> visit(host.name(), "http://localhost/ http://localhost/shop/"));
        String playbook = playbook("seeing", "");
        Path story = directory.resolve("story.md");
        rig.succeed("abort", playbook("blind", BLIND), "--reason", "another playbook");
        rig.succeed("resume", playbook);
        Process first = rig.start("apply", playbook, "--yes", "--wait", "--report", story.toString());
        while (first.isAlive() && !rig.ask(MARK).contains("status=soaking")) {
            Thread.sleep(500);
        }
        assertThat(first.isAlive()).as(rig.started()).isTrue();
        // While nothing is due it has nothing to ask for.
        Result second = rig.run("apply", playbook, "--yes", "--wait");
        for (int i = 0; i < 10 && first.isAlive() && !second.err().contains("another run"); i++) {
            second = rig.run("apply", playbook, "--yes", "--wait");
        }
        assertThat(second.status()).as(second.out() + second.err()).isEqualTo(ExitCode.HOSTS.code());
        assertThat(second.err())
                .as(second.out() + "the first says:\n" + rig.started())
                .contains("another run is at it; this one ends here:")
                .containsPattern(NAMED);
        assertThat(second.out()).doesNotContain("changed: ");
        Result plain = rig.run("rollback", "--service", "lighttpd", "--to", "0", "--yes", "--limit", "bookworm1");
        assertThat(plain.out() + plain.err())
                .as("the first says:\n" + rig.started())
                .containsPattern(NAMED);

        assertThat(first.waitFor(15, TimeUnit.MINUTES)).isTrue();
        assertThat(first.exitValue()).as(rig.started()).isZero();
        assertThat(Files.readString(story))
                .containsSubsequence(
                        "wave canary: complain on bookworm1\n",
                        "wave canary: enforce on bookworm1\n",
                        "wave early: complain on bookworm2\n",
                        "wave early: enforce on bookworm2\n",
                        "wave rest: complain on trixie1, trixie2\n",
                        "wave rest: enforce on trixie1, trixie2\n",
                        "The rollout has come to its end on every host.\n");
    }

    @Test
    @Order(5)
    void has_ended_with_every_host_in_enforce_and_nothing_denied() {
        assertThat(rig.succeed("status", "--service", "lighttpd", "--detailed-exitcode")
                        .out()
                        .lines()
                        .filter(line -> line.matches(".* enforce +enforce .*")))
                .hasSize(4)
                .noneMatch(line -> line.contains("UNCONFINED"));
        for (LabHost host : rig.hosts()) {
            String denied = "cat /var/log/audit/audit.log* | grep 'apparmor=\"DENIED\"' | grep aa-fleet";
            // The canary has the denials of the test before.
            String since = host.name().equals("bookworm1") ? " | grep -v /srv/shop" : "";
            assertThat(host.run(denied + since + " || :").stdout())
                    .as(host.name())
                    .isEmpty();
            assertThat(host.run("curl -s http://localhost/shop/").stdout()).isEqualTo("shop\n");
        }
        Result again = apply("seeing", "");
        assertThat(again.status()).as(again.out() + again.err()).isZero();
        assertThat(again.out()).contains("come to its end on every host").doesNotContain(" on bookworm1\n");
    }

    private void visit(String host, String urls) {
        traffic(host, "curl -s " + urls + " > /dev/null");
    }

    private void traffic(String host, String visit) {
        rig.host(host)
                .run("systemd-run --quiet --unit=traffic sh -c 'while :; do " + visit + "; sleep 2; done'")
                .orThrow("traffic");
    }

    private Result apply(String name, String more) {
        return rig.run("apply", playbook(name, more), "--yes", "--wait");
    }

    /** One and the same rollout, whatever the playbook says of the services. */
    private String playbook(String name, String more) {
        return rig.write(name + "/staged.yml", PLAYBOOK.formatted(more)).toString();
    }
}
