package org.aafleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.aafleet.lab.Attacks;
import org.aafleet.lab.CommandResult;
import org.aafleet.lab.Layout;
import org.aafleet.lab.ProveKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A new application, learned: it works in complain, what it needs is collected, a person decides at a terminal, and it works in
 * enforce, where the attacks fail. Each step starts where the last ended.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(5)
class LearnIT {

    private static final List<String> ATTACKED = List.of("php-fpm");

    /** What a person types, by what the question begins with. */
    private static final Map<String, String> ANSWERS = Map.of(
            "r /srv/shop/config.ini", "a",
            "r /srv/shop/import.csv", "a",
            "r /srv/shop/files/prices.txt", "a",
            "x /srv/shop/bin/order", "h",
            "x /usr/bin/cat", "i",
            "x /usr/bin/date", "i",
            "r /usr/bin/dash", "a",
            "w /home/ops/orders/", "ga");

    @TempDir
    private static Path directory;

    private LabRig rig;
    private ProveKit kit;
    private Attacks unconfined;
    private Path playbook = Path.of("");

    @BeforeAll
    void up() throws IOException {
        rig = new LabRig("learn", directory);
        kit = ProveKit.install(rig.host());
        kit.makeSite(Layout.DEFAULT);
        unconfined = kit.unconfinedAttacks(ATTACKED);
        rig.host().runAs("root", "sh -s", text("shop.sh")).orThrow("making the shop");
        playbook = rig.playbook(
                "shop",
                "name: lighttpd, mode: \"{{ mode }}\", restart: if-unconfined",
                "name: php-fpm, mode: \"{{ mode }}\", restart: if-unconfined",
                "name: mysql, mode: \"{{ mode }}\", restart: if-unconfined",
                "name: postfix, mode: \"{{ mode }}\", restart: if-unconfined");
    }

    @AfterAll
    void down() {
        rig.close();
    }

    private static String text(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/learn", name));
    }

    private void assertWorks() throws IOException {
        CommandResult used = rig.host().runAs("root", "sh -s", text("use.sh"));
        assertThat(used.stdout()).as(used.stderr()).contains("ok delivery").doesNotContain("FAIL");
    }

    private String[] with(String mode, String... more) {
        String[] words = new String[more.length + 3];
        words[0] = playbook.toString();
        words[1] = "-e";
        words[2] = "mode=" + mode;
        System.arraycopy(more, 0, words, 3, more.length);
        return words;
    }

    @Test
    @Order(1)
    void collects_what_the_default_profiles_do_not_allow() throws IOException {
        rig.succeed("apply", with("complain", "--no-diff"));
        assertWorks();
        String learned = rig.succeed("learn", with("complain")).out();
        assertThat(learned)
                .contains(
                        "r /srv/shop/config.ini  on 1 of 1 host",
                        "r /srv/shop/import.csv  on 1 of 1 host",
                        "r /srv/shop/files/prices.txt  on 1 of 1 host",
                        "x /srv/shop/bin/order  on 1 of 1 host",
                        "4 to decide: aa-fleet review");
        assertThat(settings(rig.succeed("learn", with("complain")).out()))
                .as("what was collected is not collected again")
                .isEqualTo(settings(learned));
    }

    private static String settings(String learned) {
        return learned.lines()
                .filter(line -> line.startsWith("  r /srv/shop/config.ini"))
                .findFirst()
                .orElseThrow();
    }

    /** Through a terminal, key by key. */
    @Test
    @Order(2)
    void a_person_decides_at_a_terminal() throws IOException, InterruptedException {
        String said = review();
        assertThat(said).contains("Nothing is left to decide; 'aa-fleet plan' shows what changes.");
        assertThat(said).as("the terminal is as it was").endsWith("icanon\nisig\n");
        assertThat(directory.resolve("profiles/postfix/rules/aa-fleet-postfix-local"))
                .content()
                .contains("/srv/shop/bin/order Cx -> order,");
        assertThat(directory.resolve("profiles/postfix/rules/aa-fleet-postfix-local.order"))
                .content()
                .contains("owner /home/ops/orders/* w,");
    }

    private String review() throws IOException, InterruptedException {
        String program = Path.of("target/aa-fleet").toAbsolutePath() + " review -i " + rig.inventory() + " " + playbook;
        Process terminal = new ProcessBuilder(
                        "script",
                        "-qec",
                        program + "; stty -a | grep -o -w -e '-\\?icanon' -e '-\\?isig' | sort",
                        "/dev/null")
                .redirectErrorStream(true)
                .start();
        StringBuilder said = new StringBuilder();
        try (Writer keys = terminal.outputWriter();
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(terminal.getInputStream(), StandardCharsets.UTF_8))) {
            String wanted = "";
            Set<String> answered = new HashSet<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append('\n');
                if (line.startsWith("Wanted:")) {
                    wanted = line.substring("Wanted:   ".length());
                } else if (line.startsWith("(A)llow") && answered.add(wanted)) {
                    keys.write(answer(wanted));
                    keys.flush();
                } else if (line.startsWith("(U)ndo / (Q)uit")) {
                    keys.write("q");
                    keys.flush();
                }
            }
        }
        assertThat(terminal.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return said.toString();
    }

    private static String answer(String wanted) {
        return ANSWERS.entrySet().stream()
                .filter(entry -> wanted.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("q");
    }

    @Test
    @Order(3)
    void the_plan_shows_what_becomes_of_it() {
        assertThat(rig.succeed("plan", with("enforce")).out())
                .contains(
                        "+ r          /srv/shop/config.ini r,  e.g. /srv/shop/config.ini",
                        "+ x (Cx -> order) /srv/shop/bin/order Cx -> order,",
                        "+ load     aa-fleet-postfix-local//order (enforce)")
                .containsPattern("\n  0 of [0-9]+ events would be denied");
    }

    @Test
    @Order(4)
    void the_application_works_under_enforce_and_nothing_is_denied() throws IOException {
        rig.succeed("apply", with("enforce", "--no-diff"));
        assertWorks();
        assertThat(rig.ask("grep -h 'apparmor=\"DENIED\".* profile=\"aa-fleet-' /var/log/audit/audit.log; :"))
                .isEmpty();
        assertThat(rig.succeed("learn", with("enforce")).out()).contains("; nothing to decide");
    }

    @Test
    @Order(5)
    void the_attacks_fail() {
        assertThat(unconfined.stopped()).as("they are real").isEmpty();
        Attacks confined = kit.lastAttacks(ATTACKED);
        assertThat(confined.succeeded().stream()
                        .filter(attack -> attack.reason().isEmpty()))
                .isEmpty();
        assertThat(confined.stopped()).hasSizeGreaterThan(20);
    }
}
