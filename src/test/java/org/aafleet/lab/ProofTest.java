package org.aafleet.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.aafleet.problem.InputException;
import org.aafleet.report.Style;
import org.junit.jupiter.api.Test;

class ProofTest {

    private static final String REAL = """
            SUCCEEDED lighttpd reads the passwords
            SUCCEEDED mysql writes the document root
            succeeded 2
            stopped 0
            """;
    private static final String STOPPED = """
            stopped lighttpd reads the passwords DENIED operation=open name=/etc/shadow comm=sh
            stopped mysql writes the document root - no record
            succeeded 0
            stopped 2
            """;
    private static final String DONE = """
            ok lighttpd static page
            ok mysql answers
            denied 0
            lost 0
            """;

    @Test
    void holds_where_all_work_is_done_and_every_attack_is_real_and_leaves_a_record() {
        Proof proof = proof(REAL, DONE, STOPPED.replace("- no record", "DENIED operation=mknod comm=mariadbd"));
        assertThat(proof.shortcomings()).isEmpty();
        assertThat(proof.holds()).isTrue();
        assertThat(lines(List.of(proof), List.of()))
                .containsExactly(
                        "HOST          SERVICE   WORK    DENIED  LOST  REAL ATTACKS  STOPPED",
                        "trixie moved  lighttpd  1 of 1  0       0     1 of 1        1 of 1",
                        "              mysql     1 of 1  0       0     1 of 1        1 of 1",
                        "",
                        "1 of 1 hold: all work done, 0 denied, 0 records lost, every attack real and stopped, every process"
                                + " confined");
    }

    @Test
    void names_everything_that_does_not_hold() {
        Proof proof = new Proof(
                        "trixie moved",
                        attacks(STOPPED),
                        workload(DONE.replace("ok mysql answers", "FAIL mysql answers: exit 1")
                                .replace("denied 0", "DENIED operation=open name=/x comm=mariadbd (3)\ndenied 3")
                                .replace("lost 0", "lost 7")),
                        attacks(REAL),
                        List.of("unconfined /usr/sbin/lighttpd"),
                        List.of("tools: aa-status failed"))
                .with(List.of("after the upgrade: lighttpd is down"));
        assertThat(proof.holds()).isFalse();
        assertThat(proof.shortcomings())
                .containsExactly(
                        "no real attack: lighttpd reads the passwords",
                        "no real attack: mysql writes the document root",
                        "broken: mysql answers: exit 1",
                        "DENIED operation=open name=/x comm=mariadbd (3)",
                        "lost: 7 audit records",
                        "not stopped: lighttpd reads the passwords",
                        "not stopped: mysql writes the document root",
                        "unconfined: unconfined /usr/sbin/lighttpd",
                        "tools: aa-status failed",
                        "after the upgrade: lighttpd is down");
        assertThat(proof.values())
                .containsEntry("denied", 3L)
                .containsEntry("lost", 7L)
                .containsEntry(
                        "services",
                        Map.of(
                                "lighttpd", Map.of("steps", 1, "broken", List.of(), "attacks", 1, "stopped", 0L),
                                "mysql",
                                        Map.of("steps", 1, "broken", List.of("answers"), "attacks", 1, "stopped", 0L)));
    }

    @Test
    void holds_though_an_attack_succeeds_for_a_known_reason_and_says_so() {
        String mostly = STOPPED.replace("- no record", "DENIED operation=mknod comm=mariadbd")
                .replace(
                        "stopped lighttpd reads the passwords DENIED operation=open name=/etc/shadow comm=sh",
                        "SUCCEEDED lighttpd reads a neighbour because one process serves both");
        Proof proof = proof(REAL, DONE, mostly);
        assertThat(proof.holds()).isTrue();
        assertThat(proof.exceptions())
                .containsExactly("not stopped: lighttpd reads a neighbour, as one process serves both");
        assertThat(lines(List.of(proof), List.of()))
                .contains("    not stopped: lighttpd reads a neighbour, as one process serves both")
                .last()
                .asString()
                .contains("every attack real and stopped but 1 that are listed with the reason");
    }

    @Test
    void counts_what_others_have_without_a_word_about_it() {
        List<String> lines =
                lines(List.of(proof(REAL, DONE, STOPPED)), List.of(proof(REAL, DONE.replace("ok ", "FAIL "), REAL)));
        assertThat(lines)
                .anySatisfy(
                        line -> assertThat(line).contains("stopped without a record: mysql writes the document root"))
                .anySatisfy(line -> assertThat(line).contains("0 of 1"))
                .noneSatisfy(line -> assertThat(line).contains("broken:"))
                .last()
                .asString()
                .startsWith("0 of 1 hold");
    }

    @Test
    void takes_no_half_run_for_a_whole_one() {
        assertThatThrownBy(() -> attacks("SUCCEEDED mysql reads the passwords\n"))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("did not run to their end");
        assertThatThrownBy(() -> workload("ok mysql answers\n"))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("did not run to its end");
    }

    @Test
    void knows_layouts_by_their_words() {
        assertThat(Layout.of("mod-php")).isEqualTo(Layout.MOD_PHP);
        assertThatThrownBy(() -> Layout.of("modphp"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(
                        "no layout 'modphp': one of [default, moved, moved-by-hand, sites, mod-php, php-cgi, features]");
        assertThat(Layout.MOVED_BY_HAND.playbook()).contains("discover: false");
    }

    private static List<String> lines(List<Proof> ours, List<Proof> others) {
        return ProofTable.lines(ours, others, new Style(false));
    }

    private static Proof proof(String unconfined, String work, String confined) {
        return new Proof("trixie moved", attacks(unconfined), workload(work), attacks(confined), List.of(), List.of());
    }

    private static Attacks attacks(String output) {
        return Attacks.parse(new CommandResult(0, output, ""));
    }

    private static Workload workload(String output) {
        return Workload.parse(new CommandResult(0, output, ""));
    }
}
