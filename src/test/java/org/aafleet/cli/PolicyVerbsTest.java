package org.aafleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.aafleet.cli.Program.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** explain, diff and replay, as a user calls them. */
class PolicyVerbsTest {

    @TempDir
    private Path directory;

    private Path web;

    @BeforeEach
    void policy() throws IOException {
        Files.createDirectories(directory.resolve("abstractions"));
        Files.writeString(directory.resolve("abstractions/site"), "/srv/shop/** r,\n");
        web = write("web", """
                profile web /usr/sbin/web {
                  include <abstractions/site>
                  owner /srv/shop/uploads/** rw,
                  deny /srv/shop/secret r,
                  /bin/helper Px -> helper,
                  capability setuid,
                  signal send peer=worker,
                  network inet stream,
                  ^hat {
                    /hat r,
                  }
                }
                """);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private Result run(String verb, Object... words) {
        String[] all = new String[words.length + 3];
        all[0] = verb;
        all[1] = "--base";
        all[2] = directory.toString();
        for (int i = 0; i < words.length; i++) {
            all[i + 3] = words[i].toString();
        }
        return Program.run(all);
    }

    @Test
    void explains_by_which_rule_and_include() {
        Result result = run("explain", web, "r", "/srv/shop/index.html");
        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains("web\n", "r /srv/shop/index.html: allowed\n")
                .contains("abstractions/site:1:1: /srv/shop/** r,  (included at " + web + ":2:3)");
    }

    @Test
    void tells_owner_and_others_apart_and_what_nearly_matches() {
        Result result = run("explain", web, "w", "/srv/shop/uploads/a");
        assertThat(result.status()).isEqualTo(ExitCode.CHANGES.code());
        assertThat(result.out())
                .contains("w /srv/shop/uploads/a, the process's own: allowed\n")
                .contains("w /srv/shop/uploads/a, somebody else's: denied, as no rule allows it\n")
                .contains("nearly: " + web + ":3:3: owner /srv/shop/uploads/** rw,: it is only for the file's owner");
        assertThat(run("explain", web, "w", "/srv/shop/uploads").out())
                .contains("it matches /srv/shop/uploads/a: what is below");
        assertThat(run("explain", web, "w", "/srv/shop/b").out()).contains("it grants r");
    }

    @Test
    void explains_every_kind_of_access() throws IOException {
        assertThat(run("explain", web, "r", "/srv/shop/secret").out())
                .contains("denied, without a word in the log\n", ":4:3: deny /srv/shop/secret r,");
        assertThat(run("explain", web, "x /bin/helper").out()).contains("x /bin/helper: allowed (Px -> helper)");
        assertThat(run("explain", web, "capability setuid").status()).isZero();
        assertThat(run("explain", web, "capability", "chown").status()).isEqualTo(ExitCode.CHANGES.code());
        assertThat(run("explain", web, "userns create").status()).isEqualTo(ExitCode.CHANGES.code());
        Path spaces = write("spaces", "profile spaces { userns create, userns, }\n");
        assertThat(run("explain", spaces, "userns create").status()).isZero();
        assertThat(run("diff", web, spaces).status()).isZero();
        assertThat(run("explain", web, "signal send set=term peer=worker").status())
                .isZero();
        assertThat(run("explain", web, "signal send set=term peer=other").out()).contains("its peer is another");
        assertThat(run("explain", web, "network create inet tcp").status()).isZero();
        assertThat(run("explain", web, "network create inet udp").status()).isEqualTo(ExitCode.CHANGES.code());
        assertThat(run("explain", web, "l /srv/shop/uploads/a -> /srv/shop/uploads/b")
                        .out())
                .contains("l /srv/shop/uploads/a -> /srv/shop/uploads/b: denied");
        assertThat(run("explain", "--profile", "web//hat", web, "r", "/hat").status())
                .isZero();
        assertThat(run("explain", "--format", "json", web, "r", "/hat").out())
                .contains("\"profile\" : \"web\"", "\"allowed\" : false");
    }

    @Test
    void says_what_is_wrong_with_a_question() throws IOException {
        assertThat(run("explain", "--profile", "web//hut", web, "r", "/hat").err())
                .contains("has no profile 'web//hut'", "web//hat");
        assertThat(run("explain", web, "l", "/a").err()).contains("a link has two names: l /new -> /existing");
        assertThat(run("explain", web, "capability", "chwon").err()).contains("did you mean 'chown'?");
        assertThat(run("explain", directory.resolve("nothing"), "r", "/a").err())
                .contains("no such file");
        Path broken = write("broken", "profile p { /a rr }\n");
        Result result = run("explain", broken, "r", "/a");
        assertThat(result.status()).isEqualTo(ExitCode.INPUT.code());
        assertThat(result.err()).contains(broken + ":1:");
    }

    @Test
    void compares_two_files() throws IOException {
        Path after = write("after", Files.readString(web).replace("  deny", "  /srv/shop/log w,\n  deny"));
        Result result = run("diff", "--detailed-exitcode", web, after);
        assertThat(result.status()).isEqualTo(ExitCode.CHANGES.code());
        assertThat(result.out())
                .contains("web\n")
                .containsPattern("\\+ w +/srv/shop/log w,  e.g. /srv/shop/log  .*after:4:3");
        assertThat(run("diff", "--detailed-exitcode", after, web).out()).containsPattern("- w +/srv/shop/log w,");
        assertThat(run("diff", "--detailed-exitcode", web, web).status()).isZero();
        assertThat(run("diff", web, web).out()).isEqualTo("no change in meaning\n");
    }

    @Test
    void takes_a_service_of_the_catalogue_for_a_file() throws IOException {
        Result known = Program.run("explain", "lighttpd", "x", "/bin/sh");
        assertThat(known.out()).startsWith("aa-fleet-lighttpd\n  x /bin/sh: allowed (ix)");
        assertThat(known.status()).isZero();
        assertThat(Program.run("diff", "lighttpd", "lighttpd").out()).isEqualTo("no change in meaning\n");
        assertThat(Program.run("lint", "--strength", "lighttpd").out())
                .containsPattern("aa-fleet-lighttpd +[A-F] +[0-9]+ +");
        assertThat(run("diff", web, "lighttdp").err())
                .contains("lighttdp: no such file, and no service of the catalogue (did you mean 'lighttpd'?)");
    }

    @Test
    void replays_events() throws IOException {
        String open =
                "audit: type=1400 audit(1795357989.591:%d): apparmor=\"ALLOWED\" operation=\"open\" profile=\"web\""
                        + " name=\"%s\" pid=147 comm=\"web\" requested_mask=\"%s\" denied_mask=\"%s\" fsuid=33 ouid=%d\n";
        Path events = write(
                "events",
                "nothing of AppArmor's\n"
                        + open.formatted(1, "/srv/shop/index.html", "r", "r", 0)
                        + open.formatted(2, "/srv/shop/uploads/a", "wc", "wc", 33)
                        + open.formatted(3, "/srv/shop/uploads/a", "wc", "wc", 0)
                        + open.formatted(4, "/srv/shop/uploads/a", "wc", "wc", 0)
                        + open.formatted(6, "/srv/shop/secret", "r", "r", 0)
                        + open.formatted(5, "/srv/shop/index.html", "r", "r", 0).replace("\"web\" n", "\"db\" n"));
        Result result = run("replay", events, web);
        assertThat(result.status()).isEqualTo(ExitCode.CHANGES.code());
        assertThat(result.out())
                .contains("2 of 5 events would be denied, 1 more by rules that deny them on purpose\n")
                .contains("  2x web: w /srv/shop/uploads/a, somebody else's\n")
                .contains("'/srv/shop/uploads/a w,' would allow it")
                .contains("1 events of db, which is not among the profiles");
        assertThat(run("replay", write("none", ""), web).out()).isEqualTo("0 of 0 events would be denied\n");
    }

    @Test
    void grades_profiles() throws IOException {
        Path weak = write("weak", """
                profile weak /usr/sbin/weak {
                  /** rwix,
                  capability sys_admin,
                }
                profile strong /usr/sbin/strong {
                  /srv/shop/** r,
                }
                profile open /usr/sbin/open flags=(complain) {
                }
                """);
        Result result = run("lint", "--strength", weak);
        assertThat(result.status()).isZero();
        assertThat(result.out())
                .containsPattern("weak +F +1 +.*holds mighty capabilities.*runs what it writes")
                .containsPattern("strong +A +100 +is held")
                .containsPattern("open +F +0 +")
                .contains("-70 holds mighty capabilities: capability sys_admin, is nearly root  " + weak + ":3:3")
                .contains("-40 runs what it writes: x /a, runs any code");
        assertThat(run("lint", "--strength", "--format", "json", weak).out())
                .contains("\"grade\" : \"A\"", "\"points\" : 100");
    }

    @Test
    void lets_a_program_with_a_profile_of_its_own_count_for_nothing() throws IOException {
        Path sent = write("sent", "profile sent /usr/sbin/sent { /bin/sh Px, /usr/bin/perl Cx -> c, profile c { } }\n");
        assertThat(run("lint", "--strength", sent).out()).containsPattern("sent +A +100");
        Path free = write("free", "profile free /usr/sbin/free { /usr/bin/tool ux, }\n");
        assertThat(run("lint", "--strength", free).out())
                .contains("-50 leaves its confinement: x /usr/bin/tool, runs programs without any confinement");
    }
}
