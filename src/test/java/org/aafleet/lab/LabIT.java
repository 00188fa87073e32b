package org.aafleet.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A host in a lab of its own, on images of the user's cache. The steps follow one another: a boot takes a minute. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(3)
class LabIT {

    @TempDir
    private static Path directory;

    private Lab lab;

    @BeforeAll
    void up() {
        LabNeeds.areMet();
        lab = Lab.open(
                new LabDirs(LabDirs.ofThisUser().images(), directory),
                "it",
                LabSettings.defaults(),
                what -> System.err.println("lab: " + what));
        lab.up(Release.BOOKWORM, 1);
    }

    @AfterAll
    void down() {
        lab.down(lab.hosts());
        assertThat(lab.hosts()).isEmpty();
    }

    @Test
    @Order(1)
    void wakes_up_with_apparmor_and_all_services_and_the_time() {
        LabHost host = host();
        assertThat(host.isRunning()).isTrue();
        assertThat(host.run("hostname").orThrow("hostname")).isEqualTo("bookworm1");
        assertThat(host.run("cat /sys/module/apparmor/parameters/enabled").stdout())
                .isEqualTo("Y\n");
        assertThat(host.run("systemctl is-active lighttpd apache2 php8.2-fpm mariadb postfix@- auditd")
                        .succeeded())
                .isTrue();
        long guestSeconds = Long.parseLong(host.run("date +%s").orThrow("date"));
        assertThat(guestSeconds)
                .isBetween(Instant.now().getEpochSecond() - 120, Instant.now().getEpochSecond() + 120);
    }

    @Test
    @Order(2)
    void lets_its_users_do_what_they_may() {
        LabHost host = host();
        assertThat(host.runAs("admin", "sudo -n id -u", "").stdout()).isEqualTo("0\n");
        assertThat(host.runAs("ops", "sudo -n id -u", "").succeeded()).isFalse();
        assertThat(host.runAs("ops", "sudo -S id -u", "lab\n").stdout()).isEqualTo("0\n");
        assertThat(host.runAs("guest", "sudo -S id -u", "lab\n").succeeded()).isFalse();
    }

    @Test
    @Order(3)
    void finds_the_host_again_and_leaves_it_as_it_is() {
        host().run("touch /run/mark").orThrow("touch");
        List<LabHost> again = lab.up(Release.BOOKWORM, 1);
        assertThat(again).hasSize(1);
        assertThat(again.get(0).run("ls /run/mark").succeeded()).isTrue();
    }

    @Test
    @Order(4)
    void is_cut_off_while_the_network_is_unplugged() {
        LabHost host = host();
        host.setNetwork(false);
        CommandResult cut = Command.of(host.sshCommand("root", List.of("true")).stream()
                        .map(word -> word.replace("ConnectTimeout=20", "ConnectTimeout=3"))
                        .toList())
                .run(Duration.ofMinutes(1));
        host.setNetwork(true);
        assertThat(cut.succeeded()).isFalse();
        assertThat(host.run("true").succeeded()).isTrue();
    }

    @Test
    @Order(5)
    void keeps_what_was_flushed_and_loses_the_rest_in_a_power_cut() {
        LabHost host = host();
        // They start for a minute, and these boots are not about them.
        host.run("systemctl disable --now lighttpd apache2 mariadb postfix php8.2-fpm")
                .orThrow("disabling");
        host.run("echo kept > /root/flushed; sync; echo lost > /root/unflushed").orThrow("writing");
        host.powerCut();
        assertThat(host.run("cat /root/flushed").stdout()).isEqualTo("kept\n");
        assertThat(host.run("cat /root/unflushed").stdout()).isEmpty();
        assertThat(host.run("systemctl is-system-running").stdout()).isEqualTo("running\n");
    }

    @Test
    @Order(6)
    void comes_back_from_an_orderly_reboot_with_everything_on_its_disk() {
        LabHost host = host();
        host.run("echo kept > /root/unflushed").orThrow("writing");
        host.reboot();
        assertThat(host.run("cat /root/unflushed").stdout()).isEqualTo("kept\n");
    }

    @Test
    @Order(7)
    void forgets_everything_in_a_reset() {
        LabHost host = host();
        host.reset();
        assertThat(host.run("ls /root/flushed").succeeded()).isFalse();
        assertThat(host.run("curl -sS http://127.0.0.1/index.php http://127.0.0.1:8080/index.php")
                        .stdout())
                .isEqualTo("confined\nbut not cramped\n".repeat(2));
    }

    private LabHost host() {
        return lab.host("bookworm1");
    }
}
