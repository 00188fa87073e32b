package org.aafleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.aafleet.cli.Program.Result;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A rollout in stages over real hosts under real traffic: what is wrong is found where it harms nobody. Each test goes on where the last ended. */
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
                  - {name: canary, serial: 1}
                  - {name: rest, serial: 100%%, approve: true}
                soak: {complain: 15s, enforce: 10s}
                confirm: 60s
              services:
                - {name: lighttpd, mode: enforce, restart: if-unconfined, probe: {http: "http://localhost/"}%s}
            """;

    @TempDir
    private static Path directory;

    private LabRig rig;
    private String before = "";

    @BeforeAll
    void up() {
        rig = new LabRig("staged", directory, 2);
        for (int host = 1; host <= 2; host++) {
            rig.host(host).run("""
                    mkdir -p /srv/shop && echo shop > /srv/shop/index.html
                    echo 'alias.url += ( "/shop/" => "/srv/shop/" )' > /etc/lighttpd/conf-enabled/99-shop.conf
                    systemctl restart lighttpd
                    """).orThrow("a shop outside the document root");
        }
        before = rig.policyOnDisk();
    }

    @AfterAll
    void down() {
        rig.close();
    }

    @Test
    @Order(1)
    void finds_what_would_be_denied_in_the_canarys_soak_and_takes_it_back() {
        traffic(1);
        Result result = apply("blind", ", tune: {discover: false}");
        assertThat(result.status()).as(result.out() + result.err()).isEqualTo(ExitCode.HOSTS.code());
        assertThat(result.out())
                .contains("wave canary: complain on bookworm1", "wave canary: taken back", "every probe passes again")
                .containsPattern("aa-fleet-lighttpd would be denied open: r of /srv/shop/")
                .contains("Stopped: too many hosts of wave canary")
                .contains("bookworm2: not begun");
        assertThat(rig.policyOnDisk()).isEqualTo(before);
        assertThat(rig.host(2).run(LabRig.POLICY_ON_DISK).stdout()
                        + rig.host(2).run(LabRig.POLICY_IN_KERNEL).stdout())
                .as("the policy of the other host was never touched")
                .doesNotContain("aa-fleet");
    }

    @Test
    @Order(2)
    void is_not_green_when_nothing_happens() {
        rig.ask("systemctl stop traffic");
        rig.succeed("resume", playbook("seeing", ""));
        Result result = apply("seeing", "");
        assertThat(result.status()).as(result.out() + result.err()).isEqualTo(ExitCode.HOSTS.code());
        assertThat(result.out())
                .contains("bookworm1: complain: inconclusive: lighttpd did nothing since then")
                .contains("Nothing goes on until 'resume'");
    }

    @Test
    @Order(4)
    void takes_the_canary_to_enforce_and_waits_for_approval_of_the_rest() {
        traffic(1);
        rig.succeed("resume", playbook("seeing", ""));
        Result result = apply("seeing", "");
        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(result.out())
                .contains("wave canary: enforce on bookworm1", "Next: wave rest begins after 'promote'")
                .doesNotContain("on bookworm2");
    }

    @Test
    @Order(5)
    void ends_with_every_host_in_enforce() {
        traffic(2);
        rig.succeed("promote", playbook("seeing", ""));
        Result result = apply("seeing", "");
        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(result.out())
                .contains("wave rest: enforce on bookworm2")
                .contains("The rollout has come to its end on every host.");
        assertThat(rig.succeed("status", "--service", "lighttpd", "--detailed-exitcode")
                        .out()
                        .lines()
                        .filter(line -> line.matches(".* enforce +enforce .*")))
                .hasSize(2)
                .noneMatch(line -> line.contains("UNCONFINED"));
        Result again = apply("seeing", "");
        assertThat(again.status()).as(again.out() + again.err()).isZero();
        assertThat(again.out()).contains("come to its end on every host").doesNotContain(" on bookworm1\n");
    }

    private void traffic(int host) {
        rig.host(host)
                .run("systemd-run --quiet --unit=traffic sh -c "
                        + "'while :; do curl -s http://localhost/ http://localhost/shop/ > /dev/null; sleep 1; done'")
                .orThrow("traffic");
    }

    private Result apply(String name, String more) {
        return rig.run("apply", playbook(name, more), "--yes", "--wait");
    }

    private String playbook(String name, String more) {
        return rig.write(name + ".yml", PLAYBOOK.formatted(more)).toString();
    }
}
