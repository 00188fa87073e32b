package org.aafleet.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;
import org.junit.jupiter.api.Test;

/** Damaged policies: an answer, never an exception or an endless loop; and what is accepted survives being written. */
class MutationTest {

    private static final int CASES = 4000;

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            ",",
            "(",
            ")",
            "\"",
            "\\",
            "=",
            "->",
            "#",
            "@{X}",
            "${b}",
            "^",
            "\n",
            " ",
            "if ",
            "not ",
            "deny ",
            "profile x ",
            "include <x>\n",
            "/a{b,c}",
            "flags=(complain)",
            "peer=(",
            "rw",
            "px",
            "\0",
            "é",
            "<",
            "priority=1 ");

    private static final String SEED = """
            abi <abi/4.0>,
            include <tunables/global>
            @{X} = /srv "/var/my www"
            $b = true
            alias /a -> /b,
            profile "my app" /usr/{,s}bin/app xattrs=(user.a=b) flags=(attach_disconnected, complain) {
              include if exists <local/app>
              capability chown setuid,
              network (bind, listen) inet stream ip=127.0.0.1 port=80 peer=(ip=::1),
              audit deny owner /home/*/.ssh/** rwkl,
              priority=5 /bin/sh Px -> child,
              link subset /a -> /b,
              signal (send) set=(hup, term) peer=other,
              dbus (send) bus=system path=/x interface=a.b peer=(name=x label="y z"),
              unix (connect) type=stream peer=(addr="@bus"),
              mount options=(ro, nosuid) fstype=ext4 /dev/sda -> /mnt/,
              pivot_root oldroot=/old/ /new/ -> p,
              ptrace read peer=x,
              set rlimit cpu <= 3 min,
              change_profile safe /bin/x -> y,
              userns, io_uring sqpoll, mqueue (read) type=posix /q, all,
              deny { /x w, }
              if $b and not defined @{Y} { /y r, } else if $b { /z r, } else { file, }
              ^hat { /w r, }
            }
            """;

    @Test
    void survives_any_damage() {
        Random random = new Random(20261122);
        for (int i = 0; i < CASES; i++) {
            String text = damaged(random);
            Problems problems = new Problems();
            ProfileFile file = ProfileFile.parse(new Source("fuzz", text), problems);
            SourceEdits.withMode(file, Mode.COMPLAIN);
            SourceEdits.withoutDenyRules(file);
            if (!problems.hasErrors()) {
                assertSurvivesWriting(file);
            }
        }
    }

    private static void assertSurvivesWriting(ProfileFile file) {
        String written = PolicyWriter.write(file.statements());
        Problems problems = new Problems();
        ProfileFile again = ProfileFile.parse(new Source("fuzz", written), problems);
        assertThat(problems.hasErrors())
                .as(file.source().text() + problems.all())
                .isFalse();
        assertThat(PolicyWriter.write(again.statements())).isEqualTo(written);
    }

    @Test
    void ends_deep_nesting_with_an_error() {
        List<String> bombs = new ArrayList<>();
        for (String piece : List.of("{", "profile a {", "if $x {", "if not ", "^a {", "if ((((", "else if ")) {
            bombs.add("profile a {\n" + (piece + "\n").repeat(20_000));
        }
        bombs.add("profile a { /" + "{a,".repeat(20_000) + " r, }\n");
        bombs.add("profile a { /" + "a,".repeat(200_000) + " r, }\n");
        bombs.add("x\n".repeat(100_000));
        for (String bomb : bombs) {
            Problems problems = new Problems();
            ProfileFile.parse(new Source("bomb", bomb), problems);
            assertThat(problems.all()).hasSizeLessThanOrEqualTo(200);
        }
    }

    private static String damaged(Random random) {
        StringBuilder text = new StringBuilder(SEED);
        for (int changes = 1 + random.nextInt(4); changes > 0 && !text.isEmpty(); changes--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(20)));
                case 2 -> text.setLength(at + 1);
                default -> {
                    int from = random.nextInt(text.length());
                    text.insert(at, text.substring(from, Math.min(text.length(), from + random.nextInt(40))));
                }
            }
        }
        return text.toString();
    }
}
