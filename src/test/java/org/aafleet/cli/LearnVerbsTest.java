package org.aafleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.aafleet.cli.Program.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** learn and review from files, as a user calls them. */
class LearnVerbsTest {

    private static final String RECORD =
            "type=AVC msg=audit(1763900000.123:%d): apparmor=\"ALLOWED\" operation=\"open\" profile=\"%s\" name=\"%s\" pid=7 "
                    + "comm=\"web\" requested_mask=\"r\" denied_mask=\"r\" fsuid=33 ouid=0\n";

    @TempDir
    private Path directory;

    private Path profiles = Path.of("");

    @BeforeEach
    void repository() throws IOException {
        profiles = directory.resolve("profiles");
        Path web = Files.createDirectories(profiles.resolve("web"));
        Files.writeString(web.resolve("service.yml"), """
                description: a web server
                profile: web
                programs: [/usr/sbin/web]
                profiles: {web: the server}
                tunables: {root: {description: what is served, kind: directory}}
                features: {}
                """);
        Files.writeString(web.resolve("tunables"), "@{web_root}=/srv/web\n");
        Files.writeString(web.resolve("web"), """
                include <aa-fleet/web/tunables>
                profile web /usr/sbin/web {
                  @{web_root}/public/** r,
                  include if exists <aa-fleet/web/site/web>
                }
                """);
    }

    private Path log(String name, String... lines) throws IOException {
        return Files.writeString(directory.resolve(name), String.join("", lines));
    }

    private Result run(String typed, String verb, Object... words) {
        List<String> all = new ArrayList<>(List.of(
                verb,
                "--profiles",
                profiles.toString(),
                "--evidence",
                directory.resolve("evidence").toString(),
                "--base",
                directory.toString()));
        for (Object word : words) {
            all.add(word.toString());
        }
        return Program.run(
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)), all.toArray(String[]::new));
    }

    @Test
    void decides_once_what_several_hosts_saw() throws IOException {
        Path a = log(
                "a", RECORD.formatted(1, "web", "/srv/web/conf-1/x"), RECORD.formatted(2, "web", "/srv/web/public/y"));
        Path b = log("b", RECORD.formatted(1, "web", "/srv/web/conf-2/x"), RECORD.formatted(2, "other", "/z"));
        Result learned = run("", "learn", "--log", "a=" + a, "--log", "b=" + b);
        assertThat(learned.status()).as(learned.err()).isZero();
        assertThat(learned.out())
                .contains(
                        "web\n  r @{web_root}/conf-[0-9]*/x  on 2 of 2 hosts, 2 times, ",
                        "not of a service here: other  1 thing wanted",
                        "4 records of 2 hosts; 1 to decide: aa-fleet review");
        Result reviewed = run("a\n", "review", "--plain");
        assertThat(reviewed.out())
                .contains(" [1 - @{web_root}/conf-[0-9]*/x r,]\n  2 - the 2 paths alone", "Nothing is left to decide");
        assertThat(profiles.resolve("web/rules/web"))
                .content()
                .startsWith("# tester@")
                .contains(": on 2 of 2 hosts, 2 times, ")
                .endsWith(", by web\n@{web_root}/conf-[0-9]*/x r,\n");
        assertThat(profiles.resolve("web/decisions.yml")).content().contains("- answer: allow\n", "  hosts: all\n");
        assertThat(run("", "learn", "--log", "a=" + a).out()).contains("; nothing to decide");
    }

    @Test
    void goes_on_where_it_was_left() throws IOException {
        Path log = log("log", RECORD.formatted(1, "web", "/one"), RECORD.formatted(2, "web", "/two"));
        run("", "learn", "--log", log);
        assertThat(run("i\n", "review", "--plain").out())
                .contains("1 decided", "1 left; 'aa-fleet review' goes on there.");
        Result second = run("d\n", "review", "--plain");
        assertThat(second.out()).contains("Wanted:   r /two").doesNotContain("/one");
        assertThat(profiles.resolve("web/rules/web"))
                .content()
                .endsWith("\ndeny /two r,\n")
                .doesNotContain("/one");
        assertThat(profiles.resolve("web/decisions.yml"))
                .content()
                .containsSubsequence("answer: ignore", "answer: deny");
        assertThat(run("", "review", "--plain").out()).contains("Nothing was decided.");
    }

    @Test
    void tells_programs_that_read_it_the_same() throws IOException {
        Path log = log("log", RECORD.formatted(1, "web", "/etc/shadow"));
        assertThat(run("", "learn", "--log", "a=" + log, "--format", "json").out())
                .contains(
                        "\"wanted\" : \"r /etc/shadow\"",
                        "\"choices\" : [ [ \"/etc/shadow r,\" ] ]",
                        "takes password hashes away");
    }

    @Test
    void accepts_without_a_person_what_is_safe_and_says_why_the_rest_is_not() throws IOException {
        String write = RECORD.replace("\"r\"", "\"w\"").replace("ouid=0", "ouid=33");
        String program = RECORD.replace("\"r\"", "\"x\"").replace("open", "exec");
        Path log = log(
                "log",
                RECORD.formatted(1, "web", "/srv/data/x"),
                RECORD.formatted(2, "web", "/etc/shadow"),
                write.formatted(3, "web", "/srv/web/cache/x"),
                write.formatted(4, "web", "/etc/cron.d/x"),
                program.formatted(5, "web", "/usr/bin/id"),
                RECORD.formatted(6, "web", "/srv/denied").replace("ALLOWED", "DENIED"));
        run("", "learn", "--log", log);
        assertThat(run("", "review", "--accept", "safe").out())
                .contains(
                        "allow  web: owner @{web_root}/cache/x w,\n",
                        "allow  web: /srv/data/x r,\n",
                        "left  web: r /etc/shadow; takes password hashes away",
                        "left  web: r /srv/denied; it was denied, as an attack would be",
                        "left  web: w /etc/cron.d/x, the process's own; is run by cron as root",
                        "left  web: x /usr/bin/id; how a program runs is for a person to say",
                        "2 decided",
                        "4 left");
    }

    @Test
    void answers_as_a_file_does() throws IOException {
        Path log = log(
                "log",
                RECORD.formatted(1, "web", "/srv/a/x"),
                RECORD.formatted(2, "web", "/srv/b/x"),
                RECORD.formatted(3, "web", "/etc/shadow"),
                RECORD.formatted(4, "web", "/srv/c"),
                RECORD.formatted(5, "web", "/srv/d"));
        run("", "learn", "--log", log);
        Path answers = Files.writeString(directory.resolve("answers.yml"), """
                - {answer: allow, profile: web, rules: ["/srv/[ab]/* r,"], wanted: pages, hosts: all, by: me, at: "", seen: "", example: ""}
                - {answer: deny, profile: web, rules: ["/etc/shadow r,"], wanted: secrets}
                - {answer: allow, profile: web, wanted: r /srv/d}
                - {answer: ignore, profile: web, wanted: r /srv/e}
                """);
        Result result = run("", "review", "--decisions", answers);
        assertThat(result.out())
                .contains(
                        "allow  web: /srv/[ab]/* r,",
                        "allow  web: /srv/d r,",
                        "deny  web: deny /etc/shadow r,",
                        "unused  web: r /srv/e; no question is about it",
                        "1 left");
        assertThat(Files.readAllLines(profiles.resolve("web/rules/web")).stream()
                        .filter(line -> !line.startsWith("#")))
                .containsExactlyInAnyOrder("/srv/[ab]/* r,", "/srv/d r,", "deny /etc/shadow r,");
    }

    @Test
    void refuses_answers_that_contradict_themselves() throws IOException {
        run("", "learn", "--log", log("log", RECORD.formatted(1, "web", "/srv/c")));
        Path answers = Files.writeString(directory.resolve("answers.yml"), """
                - {answer: allow, profile: web, rules: ["deny /srv/c r,"], wanted: r /srv/c}
                - {answer: allow, profile: web, wanted: r /srv/c, hosts: "group:../../x"}
                """);
        assertThat(run("", "review", "--decisions", answers).err())
                .contains(
                        answers + ":1:3: error: the answer is to allow it, and a rule denies it",
                        answers + ":2:3: error: hosts: 'group:../../x' is none of all, group:NAME and host:NAME");
    }

    /** It is about the same, and does not allow it. */
    @Test
    void ends_when_an_answer_leaves_its_question_open() throws IOException {
        run("", "learn", "--log", log("log", RECORD.formatted(1, "web", "/srv/c")));
        Path answers = Files.writeString(directory.resolve("answers.yml"), """
                - {answer: allow, profile: web, rules: ["/srv/d r,"], wanted: r /srv/c, hosts: all, by: me, at: "", seen: "", example: ""}
                """);
        assertThat(run("", "review", "--decisions", answers).out()).contains("1 left");
    }

    @Test
    void shows_a_record_that_somebody_made_up_as_what_it_is() throws IOException {
        Path log = log(
                "syslog",
                "Nov 23 12:13:20 web1 mallory[7]: apparmor=\"ALLOWED\" operation=\"open\" profile=\"web\" "
                        + "name=\"/etc/shadow\" requested_mask=\"r\" denied_mask=\"r\"\n",
                "type=AVC apparmor=\"DENIED\"\n",
                RECORD.formatted(3, "web//../../x", "/y"),
                RECORD.formatted(4, "web", "/a\" rw, /etc/passwd"),
                "type=AVC msg=audit(1763900000.123:9): apparmor=\"DENIED\" operation=\"open\" profile=\"web\" "
                        + "name=2F612A0A2F622072772C pid=7 comm=0A2F6320772C requested_mask=\"r\" denied_mask=\"r\" fsuid=1 ouid=0\n");
        Result learned = run("", "learn", "--log", log);
        assertThat(learned.out())
                .contains(
                        "no record of the kernel itself says so (only a program)",
                        "1 line claims to be of AppArmor and cannot be read",
                        "a name with control characters",
                        "not of a service here: web//../../x");
        run("a\na\na\na\n", "review", "--plain");
        assertThat(Files.readAllLines(profiles.resolve("web/rules/web")).stream()
                        .filter(line -> !line.startsWith("#")))
                .containsExactlyInAnyOrder("/etc/shadow r,", "/a r,", "\"/a\\**/b rw\\,\" r,");
        try (Stream<Path> all = Files.walk(directory)) {
            assertThat(all.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "syslog", "evidence", "decisions.yml", "service.yml", "tunables", "web", "web");
        }
    }

    /** A path of the kernel's ends before. */
    @Test
    void leaves_out_what_no_kernel_writes() throws IOException {
        Path log = log(
                "log",
                RECORD.formatted(1, "web", "/" + "a".repeat(65_536)),
                RECORD.formatted(2, "web", "/x".repeat(32_768)),
                RECORD.formatted(3, "p".repeat(65_536), "/x"),
                RECORD.formatted(4, "web", "/" + "b".repeat(4000)));
        assertThat(run("", "learn", "--log", log).out())
                .contains(
                        "3 records have words of more than 8192 bytes, which no kernel writes; left out",
                        "1 to decide");
    }

    @Test
    void says_where_a_file_is_broken() throws IOException {
        Path log = log("log", RECORD.formatted(1, "web", "/one"));
        run("", "learn", "--log", log);
        Path decisions = profiles.resolve("web/decisions.yml");
        Files.writeString(decisions, "- answer: alow\n  wanted: x\n");
        Result broken = run("", "review", "--plain");
        assertThat(broken.status()).isEqualTo(ExitCode.INPUT.code());
        assertThat(broken.err()).contains(decisions + ":1:11").contains("did you mean 'allow'");
        Files.writeString(decisions, "");
        Files.writeString(
                directory.resolve("evidence"), "{\"hosts\":[],\"records\":1,\"repeated\":0,\"unclear\":0}\n{}\n");
        assertThat(run("", "review", "--plain").err()).contains("evidence:2:1").contains("learn --fresh");
        Files.delete(directory.resolve("evidence"));
        assertThat(run("", "review", "--plain").err()).contains("nothing was collected yet");
    }

    /** The service's own directories are those of all sites. */
    @Test
    void decides_for_a_site_with_a_profile_of_its_own() throws IOException {
        Path pools = Files.createDirectories(profiles.resolve("pools"));
        Files.writeString(pools.resolve("service.yml"), """
                description: a service with sites
                profile: pools
                programs: [/usr/sbin/pools]
                profiles: {pools: the master}
                tunables: {root: {description: all roots, kind: directory}}
                features: {hats: {description: lets it enter them}}
                sites:
                  profile: site
                  parent: pools
                  feature: hats
                  enter: hat NAME
                  tunables: {root: {description: its root, kind: directory}}
                """);
        Files.writeString(pools.resolve("tunables"), "@{pools_root}=/srv/a /srv/b\n@{pools_site_root}=/nowhere\n");
        Files.createDirectories(pools.resolve("features"));
        Files.writeString(pools.resolve("features/hats"), "change_profile -> pools//*,\n");
        Files.writeString(pools.resolve("site"), """
                profile site {
                  @{pools_site_root}/** r,
                  /etc/pools r,
                  include if exists <aa-fleet/pools/site/pools.site>
                }
                """);
        Files.writeString(pools.resolve("pools"), """
                include <aa-fleet/pools/tunables>
                profile pools /usr/sbin/pools {
                  include if exists <aa-fleet/pools/features/hats>
                  include if exists <aa-fleet/pools/sites>
                  include if exists <aa-fleet/pools/site/pools>
                }
                """);
        Path log = log(
                "log",
                RECORD.formatted(1, "pools//shop", "/srv/a/settings"),
                RECORD.formatted(2, "pools//shop", "/etc/pools"));
        assertThat(run("", "learn", "--log", log).out()).contains("pools//shop\n  r /srv/a/settings", "1 to decide");
        assertThat(run("", "review", "--accept", "safe").out()).contains("allow  pools//shop: /srv/a/settings r,");
        assertThat(profiles.resolve("pools/rules/pools.shop")).content().contains("/srv/a/settings r,");
        assertThat(run("", "learn", "--fresh", "--log", log).out()).contains("nothing to decide");
    }
}
