package org.aafleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three daemons that the catalogue does not have, from nothing: drafted, used in complain, reviewed, enforced, used again, and
 * attacked. Each step starts where the last ended.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(5)
class DraftIT {

    private static final List<String> PROGRAMS =
            List.of("/usr/bin/redis-server", "/usr/bin/memcached", "/usr/sbin/nginx");

    /** What no evidence is enough for. */
    private static final String ANSWERS = """
            - profile: aa-fleet-memcached
              wanted: "rw @{PROC}/@{pid}/task/@{tid}/comm"
              answer: allow
            - profile: aa-fleet-nginx
              wanted: capability dac_override
              answer: allow
            """;

    @TempDir
    private static Path directory;

    private LabRig rig;
    private Path playbook = Path.of("");

    @BeforeAll
    void up() throws IOException {
        rig = new LabRig("draft", directory);
        rig.host().install(List.of("redis-server", "memcached", "nginx-light"));
        run("daemons.sh");
        playbook = rig.playbook(
                "daemons",
                "name: redis-server, mode: \"{{ mode }}\", restart: if-unconfined",
                "name: memcached, mode: \"{{ mode }}\", restart: if-unconfined",
                "name: nginx, mode: \"{{ mode }}\", restart: if-unconfined");
    }

    @AfterAll
    void down() {
        rig.close();
    }

    private static String text(String script) throws IOException {
        return Files.readString(Path.of("src/test/resources/draft", script));
    }

    private String run(String script) throws IOException {
        return rig.host().runAs("root", "sh -s", text(script)).orThrow(script);
    }

    private void assertWorks() throws IOException {
        assertThat(run("use.sh")).contains("ok nginx-restart").doesNotContain("FAIL");
    }

    @Test
    @Order(1)
    void attacks_succeed_without_a_profile() throws IOException {
        assertThat(run("attack.sh").lines()).hasSize(8).allMatch(line -> line.startsWith("got "));
    }

    @Test
    @Order(2)
    void drafts_and_learns() throws IOException {
        for (String program : PROGRAMS) {
            rig.succeed(
                    "draft",
                    "-b",
                    program,
                    "--profiles",
                    directory.resolve("profiles").toString());
        }
        rig.succeed("apply", playbook.toString(), "-e", "mode=complain", "--no-diff");
        assertWorks();
        assertThat(rig.succeed("learn", playbook.toString(), "-e", "mode=complain")
                        .out())
                .contains(
                        "  w @{redis_server_config}/redis.conf.??????, the process's own",
                        "  capability setgid setuid",
                        "  r /srv/www/pages/index.html")
                .doesNotContain("/var/lib/redis", "/var/log/nginx", "/etc/nginx");
    }

    @Test
    @Order(3)
    void decides_what_is_safe_and_leaves_the_rest_to_a_person() {
        String accepted = rig.run("review", playbook.toString(), "-e", "mode=complain", "--accept", "safe")
                .out();
        assertThat(accepted.lines().filter(line -> line.startsWith("left ")))
                .as(accepted)
                .hasSize(2);
        Path answers = rig.write("answers.yml", ANSWERS);
        assertThat(rig.succeed("review", playbook.toString(), "--decisions", answers.toString())
                        .out())
                .contains("Nothing is left to decide");
    }

    @Test
    @Order(4)
    void works_under_enforce_and_nothing_is_denied() throws IOException {
        assertThat(rig.succeed("plan", playbook.toString(), "-e", "mode=enforce")
                        .out())
                .containsPattern("\n  0 of [0-9,]+ events would be denied");
        rig.succeed("apply", playbook.toString(), "-e", "mode=enforce", "--no-diff");
        assertWorks();
        assertThat(rig.ask("grep -h 'apparmor=\"DENIED\".* profile=\"aa-fleet-' /var/log/audit/audit.log; :"))
                .isEmpty();
    }

    @Test
    @Order(5)
    void attacks_fail() throws IOException {
        assertThat(run("attack.sh").lines()).hasSize(8).allMatch(line -> line.startsWith("stopped "));
    }
}
