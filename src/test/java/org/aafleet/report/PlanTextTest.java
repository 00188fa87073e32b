package org.aafleet.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.aafleet.fleet.HostFailure;
import org.aafleet.plan.Change;
import org.aafleet.plan.FleetPlan;
import org.aafleet.plan.HostPlan;
import org.aafleet.problem.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTextTest {

    private static final String EVIL = "\u001b[2Jevil\u009b31m\u202e\r\u0007";
    private static final Change LOAD = new Change.LoadedMode("web", Optional.empty(), Optional.of("complain"));

    @TempDir
    private Path scratch;

    private Plans plans;

    @BeforeEach
    void start() throws IOException {
        plans = new Plans(scratch);
    }

    @Test
    void shows_equal_hosts_once() {
        FleetPlan plan = Plans.play(
                plans.host("w1", LOAD),
                plans.host("m1"),
                plans.host("w2", LOAD),
                plans.host("w3", List.of("no parser"), List.of(), LOAD));
        List<String> text = Plans.text(plan, true);
        assertThat(text)
                .contains("w1, w2 (2 hosts): web complain", "m1: no change", "w3: web complain", "  blocked: no parser")
                .contains("Plan: 2 to change, 1 as they shall be, 1 blocked, 0 failed");
        assertThat(text).filteredOn(line -> line.contains("+ load")).hasSize(2);
    }

    /** Each host recorded something else; that makes no two plans of one. */
    @Test
    void adds_up_what_hosts_with_the_same_plan_recorded() {
        FleetPlan plan = Plans.play(
                plans.host("w1", Plans.review(10, 0, List.of(), List.of()), LOAD),
                plans.host(
                        "w2", Plans.review(2, 3, List.of("a log is gone"), List.of(Problem.error("too new"))), LOAD));
        List<String> text = Plans.text(plan, DiffForm.policy);
        assertThat(text)
                .contains("w1, w2 (2 hosts): web complain", "  3 of 15 events would be denied")
                .contains("  not all may have been recorded: a log is gone")
                .contains("will not load on 1 host: error: too new");
    }

    @Test
    void names_a_few_of_many_hosts() {
        HostPlan[] hosts = IntStream.rangeClosed(1, 100)
                .mapToObj(i -> plans.host("w" + i, LOAD))
                .toArray(HostPlan[]::new);
        assertThat(Plans.text(Plans.play(hosts), true))
                .contains("w1, w2, w3, w4, w5 and 95 more (100 hosts): web complain")
                .hasSizeLessThan(12);
    }

    @Test
    void says_of_a_plan_without_a_change_that_there_is_none() {
        assertThat(Plans.text(Plans.play(plans.host("w1")), true))
                .containsExactly(
                        "PLAY [a play]",
                        "",
                        "w1: no change",
                        "",
                        "Plan: 0 to change, 1 as they shall be, 0 blocked, 0 failed");
    }

    @Test
    void shows_the_text_of_changed_files_where_asked() {
        FleetPlan plan =
                Plans.play(plans.host("w1", new Change.FileText("/f", Optional.of("a\nb\n"), Optional.of("a\nc\n"))));
        assertThat(Plans.text(plan, true)).contains("--- /f", "+++ /f", " a", "-b", "+c");
        assertThat(Plans.text(plan, false)).contains("  ~ file     /f").doesNotContain("-b", "+c");
    }

    @Test
    void lets_no_terminal_escape_of_a_host_through() {
        List<Change> changes = List.of(
                new Change.FileText(EVIL, Optional.of(EVIL + "\n"), Optional.of("x\n")),
                new Change.FileText(EVIL, Optional.empty(), Optional.of("x\n")),
                new Change.FileText(EVIL, Optional.of(EVIL), Optional.empty()),
                new Change.RetireFile(EVIL, Optional.of(EVIL)),
                new Change.ReinstateFile(EVIL),
                new Change.SwitchLink(EVIL, true),
                new Change.SwitchLink(EVIL, false),
                new Change.LoadedMode(EVIL, Optional.of(EVIL), Optional.of(EVIL)),
                new Change.LoadedMode(EVIL, Optional.of(EVIL), Optional.empty()),
                new Change.LoadedMode(EVIL, Optional.empty(), Optional.of(EVIL)),
                new Change.Reload(EVIL, EVIL),
                new Change.Restart(EVIL, EVIL));
        HostPlan host = plans.host("w1", List.of(EVIL), List.of(EVIL), changes.toArray(Change[]::new));
        HostFailure failure = new HostFailure(
                "w2",
                "probe",
                EVIL,
                Optional.of(EVIL + "\n" + EVIL),
                HostFailure.State.UNCHANGED,
                Optional.of(EVIL),
                false);
        FleetPlan plan = new FleetPlan(List.of(new FleetPlan.PlayPlan(EVIL, List.of(host), List.of(failure))));
        assertThat(Plans.text(plan, true))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.chars())
                        .as(line)
                        .noneMatch(c -> (c < ' ' && c != '\t') || (c >= 0x7f && c < 0xa0) || c == 0x202e));
    }

    @Test
    void json_has_its_promised_keys() {
        Change file = new Change.FileText("/f", Optional.empty(), Optional.of("x\n"));
        Map<String, Object> values = PlanJson.of(
                Plans.play(plans.host("w1", List.of("b"), List.of("w"), file, LOAD, new Change.Restart("u", "r"))));
        assertThat(Json.of(values).replaceAll("\\s+", " "))
                .isEqualTo("""
                {
                  "changes" : true,
                  "plays" : [ {
                    "name" : "a play",
                    "hosts" : [ {
                      "host" : "w1",
                      "blocked" : [ "b" ],
                      "warnings" : [ "w" ],
                      "services" : [ {
                        "service" : "web",
                        "mode" : "complain",
                        "changes" : [
                          { "kind" : "file", "path" : "/f", "after" : "x\\n" },
                          { "kind" : "mode", "profile" : "web", "after" : "complain" },
                          { "kind" : "restart", "unit" : "u", "reason" : "r" } ],
                        "notes" : [ "complain leaves out /etc/apparmor.d/aa-fleet.web:4: deny /etc/shadow r, (a deny rule denies even in complain)" ],
                        "settings" : [
                          { "tunable" : "root", "values" : [ "/srv/web" ], "source" : "default", "discovered" : [ ], "origins" : [ ], "defaults" : [ "/srv/web" ] },
                          { "tunable" : "program", "values" : [ "/usr/sbin/web{,d}" ], "source" : "default", "discovered" : [ ], "origins" : [ ], "defaults" : [ "/usr/sbin/web{,d}" ] } ],
                        "discovered_features" : [ ],
                        "sites" : { }
                      } ]
                    } ],
                    "failures" : [ ]
                  } ]
                }
                """.replaceAll("\\s+", " ").strip());
    }

    @Test
    void json_names_every_kind_of_change() {
        List<Change> changes = List.of(
                new Change.RetireFile("/f", Optional.of("p")),
                new Change.ReinstateFile("/f"),
                new Change.SwitchLink("/l", true),
                new Change.Reload("web", "complain"));
        List<String> found = new ArrayList<>();
        Json.of(PlanJson.of(Plans.play(plans.host("w1", changes.toArray(Change[]::new)))))
                .lines()
                .filter(line -> line.contains("\"kind\""))
                .forEach(line -> found.add(line.strip()));
        assertThat(found)
                .containsExactly(
                        "\"kind\" : \"disable\",",
                        "\"kind\" : \"enable\",",
                        "\"kind\" : \"link\",",
                        "\"kind\" : \"reload\",");
    }
}
