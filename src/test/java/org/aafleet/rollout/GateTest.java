package org.aafleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.audit.RecordReader;
import org.aafleet.audit.Replay.Denied;
import org.aafleet.fleet.ProbeResult;
import org.aafleet.host.Baseline;
import org.aafleet.host.Evidence;
import org.aafleet.host.Mark;
import org.aafleet.host.Mark.Status;
import org.aafleet.host.SeenEvent;
import org.aafleet.playbook.GateSettings;
import org.aafleet.playbook.RolloutStep;
import org.aafleet.policy.access.Access;
import org.aafleet.policy.access.Decision;
import org.aafleet.problem.Location;
import org.aafleet.rollout.Gate.Findings;
import org.aafleet.rollout.Verdict.Fail;
import org.aafleet.rollout.Verdict.Inconclusive;
import org.aafleet.rollout.Verdict.Pass;
import org.aafleet.rollout.Verdict.Soaking;
import org.aafleet.yaml.Located;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final Stage STAGE = new Stage(RolloutStep.COMPLAIN, Duration.ofHours(1));
    private static final Baseline AT_NOON = baseline("a", 1000, NOON.getEpochSecond(), 500);

    private final List<SeenEvent> events = new ArrayList<>();
    private final List<String> losses = new ArrayList<>();
    private final List<ProbeResult> failing = new ArrayList<>();
    private final List<String> unconfined = new ArrayList<>();
    private List<Denied> replayed = List.of();
    private long lost;
    private int probeFailures;
    private GateSettings settings = GateSettings.DEFAULT;
    private Baseline now = after(3600, 510);

    @Test
    void passes_what_worked_and_was_denied_nothing() {
        assertThat(judge()).isEqualTo(new Pass());
    }

    @Test
    void waits_until_the_soak_is_over() {
        now = after(600, 510);
        assertThat(judge()).isEqualTo(new Soaking(Duration.ofMinutes(50)));
    }

    @Test
    void fails_at_once_what_was_denied_and_says_what() {
        now = after(10, 510);
        event("/srv/x", 5);
        assertThat(judge())
                .isEqualTo(new Fail(List.of("aa-fleet-web would be denied open: r of /srv/x (3 times, webd); "
                        + "'/srv/x r,' would allow it")));
    }

    @Test
    void names_some_of_many_kinds() {
        for (int i = 0; i < 8; i++) {
            event("/srv/" + i, 5);
        }
        assertThat(((Fail) judge()).reasons()).hasSize(6).last().isEqualTo("and 3 kinds more");
    }

    @Test
    void bears_as_many_kinds_as_it_is_told_once_they_are_quiet() {
        settings = new GateSettings(1, Duration.ofMinutes(10), Map.of(), 0, 0, Optional.empty());
        event("/srv/x", 60);
        assertThat(judge()).isEqualTo(new Soaking(Duration.ofMinutes(9)));
        events.clear();
        event("/srv/x", 601);
        assertThat(judge()).isEqualTo(new Pass());
        event("/srv/y", 700);
        assertThat(judge()).isInstanceOf(Fail.class);
    }

    @Test
    void cannot_tell_how_long_it_was_quiet_when_the_clock_was_set() {
        settings = new GateSettings(1, Duration.ofMinutes(10), Map.of(), 0, 0, Optional.empty());
        now = baseline("a", 1000 + 3600, NOON.getEpochSecond() + 3600 + 900, 510);
        event("/srv/x", 900);
        assertThat(judge()).isInstanceOf(Inconclusive.class);
    }

    @Test
    void fails_when_more_probes_fail_than_it_bears() {
        failing.add(new ProbeResult("web", "http http://localhost/", Optional.of("status 500")));
        assertThat(judge()).isInstanceOf(Fail.class);
        settings = new GateSettings(0, Duration.ZERO, Map.of(), 1, 0, Optional.empty());
        assertThat(judge()).isEqualTo(new Pass());
        probeFailures = 1;
        assertThat(judge())
                .isEqualTo(new Fail(List.of(
                        "probe failed: web: http http://localhost/: status 500", "2 probes have failed in this soak")));
        failing.clear();
        assertThat(judge()).as("those that were borne").isEqualTo(new Pass());
    }

    @Test
    void is_never_green_without_evidence() {
        now = after(3600, 500);
        assertThat(judge()).isEqualTo(new Inconclusive(List.of("web did nothing since then")));
        now = after(3600, 510);
        losses.add("the audit log has been cut");
        assertThat(judge()).isEqualTo(new Inconclusive(List.of("events may be missing: the audit log has been cut")));
        losses.clear();
        unconfined.add("web: 2 processes run unconfined");
        assertThat(judge()).isEqualTo(new Inconclusive(List.of("web: 2 processes run unconfined")));
    }

    @Test
    void wants_as_much_activity_as_it_is_told() {
        settings = least("calls", 11);
        assertThat(judge()).isEqualTo(new Inconclusive(List.of("web: 10 calls, 11 are wanted")));
        settings = least("calls", 10);
        assertThat(judge()).isEqualTo(new Pass());
        settings = least("http_requests", 1);
        assertThat(judge()).isEqualTo(new Inconclusive(List.of("no service there counts http_requests")));
        settings = least("http_requests", 0);
        assertThat(judge()).isEqualTo(new Pass());
    }

    @Test
    void bears_as_many_lost_records_as_it_is_told_but_no_loss_without_a_number() {
        lost = 2;
        assertThat(judge())
                .isEqualTo(new Inconclusive(List.of("events may be missing: the audit system has lost 2 records")));
        settings = new GateSettings(0, Duration.ZERO, Map.of(), 0, 2, Optional.empty());
        assertThat(judge()).isEqualTo(new Pass());
        losses.add("the audit log has been cut");
        assertThat(judge()).isInstanceOf(Inconclusive.class);
    }

    @Test
    void goes_by_what_a_service_counts_itself_where_it_says_so() {
        now = counting("calls 900", "queries 70");
        assertThat(judge(counting("calls 500", "queries 70")))
                .isEqualTo(new Inconclusive(List.of("web did nothing since then")));
        assertThat(judge(counting("calls 900", "queries 69"))).isEqualTo(new Pass());
        assertThat(judge(counting("calls 500", "queries 71")))
                .as("a log that became shorter, or a server that began anew")
                .isInstanceOf(Inconclusive.class);
        now = counting("calls 900", "queries -");
        assertThat(judge(counting("calls 500", "queries 69")))
                .isEqualTo(new Inconclusive(List.of("web does not say its queries, so what it did is not known; "
                        + "'min_activity' may name another kind, such as calls")));
        settings = least("calls", 1);
        assertThat(judge(counting("calls 500", "queries 69"))).isEqualTo(new Pass());
    }

    private static Baseline counting(String... kinds) {
        List<String> lines = new ArrayList<>(List.of("boot=a", "uptime=9000"));
        for (String kind : kinds) {
            lines.add("activity=web " + kind);
        }
        return new Baseline(lines);
    }

    private Verdict judge(Baseline since) {
        Baseline at = new Baseline(since.lines().stream()
                .map(line -> line.equals("uptime=9000") ? "uptime=1000" : line)
                .toList());
        return judge(at, NOON.plusSeconds(3600));
    }

    @Test
    void credits_nothing_that_may_be_from_before() {
        settings = least("calls", 1);
        now = after(3600, 499);
        assertThat(judge()).isInstanceOf(Inconclusive.class);
        Baseline without = new Baseline(List.of("boot=a", "uptime=1000"));
        Baseline later = new Baseline(List.of("boot=a", "uptime=2000", "activity=web http_requests 5000"));
        assertThat(new Soak(mark(without), later, NOON).done("web", "http_requests"))
                .hasValue(0);
        Baseline some = new Baseline(List.of("boot=a", "uptime=1000", "activity=web http_requests 4999"));
        Baseline rebooted = new Baseline(List.of("boot=b", "uptime=9", "activity=web http_requests 5000"));
        assertThat(new Soak(mark(some), rebooted, NOON).done("web", "http_requests"))
                .hasValue(1);
        Baseline rotated = new Baseline(List.of("boot=a", "uptime=2000", "activity=web http_requests 7"));
        assertThat(new Soak(mark(some), rotated, NOON).done("web", "http_requests"))
                .hasValue(7);
    }

    @Test
    void goes_on_soaking_over_a_boot_by_the_slower_clock() {
        now = baseline("b", 60, NOON.getEpochSecond() + 3600, 5);
        assertThat(judge(NOON.plusSeconds(1800))).isEqualTo(new Soaking(Duration.ofMinutes(30)));
        assertThat(judge(NOON.plusSeconds(7200))).isEqualTo(new Pass());
        now = baseline("b", 60, NOON.getEpochSecond() - 900, 5);
        assertThat(judge(NOON.plusSeconds(7200))).isEqualTo(new Soaking(Duration.ofMinutes(59)));
    }

    @Test
    void sees_an_upgrade_by_the_file_of_the_program() {
        Baseline before = new Baseline(List.of("boot=a", "program=1 /usr/sbin/webd", "program=7 /bin/gone"));
        assertThat(new Soak(mark(before), before, NOON).upgraded()).isEmpty();
        Baseline after = new Baseline(List.of("boot=a", "program=2 /usr/sbin/webd", "program=3 /bin/new"));
        assertThat(new Soak(mark(before), after, NOON).upgraded()).containsOnlyKeys("/usr/sbin/webd");
    }

    private Verdict judge() {
        return judge(NOON.plusSeconds(3600));
    }

    private Verdict judge(Instant clock) {
        return judge(AT_NOON, clock);
    }

    private Verdict judge(Baseline since, Instant clock) {
        Mark mark = mark(since);
        Evidence evidence = new Evidence(
                now, Optional.of(mark), events, lost, losses, Optional.empty(), Optional.empty(), Optional.empty());
        return new Gate(settings)
                .judge(
                        STAGE,
                        new Findings(
                                new Soak(mark, now, clock),
                                evidence,
                                events,
                                failing,
                                unconfined,
                                List.of("web"),
                                replayed));
    }

    private Mark mark(Baseline since) {
        return new Mark(
                "web.yml: web",
                "road",
                "all",
                0,
                "complain",
                Status.SOAKING,
                Map.of(),
                "me",
                NOON.toString(),
                Optional.empty(),
                probeFailures,
                since);
    }

    private static Baseline after(long seconds, long calls) {
        return baseline("a", 1000 + seconds, NOON.getEpochSecond() + seconds, calls);
    }

    private static Baseline baseline(String boot, long uptime, long time, long calls) {
        return new Baseline(List.of("boot=" + boot, "uptime=" + uptime, "time=" + time, "activity=web calls " + calls));
    }

    /** The lines are those of the events. */
    @Test
    void bears_so_many_kinds_that_the_next_stage_would_deny() {
        settings = new GateSettings(9, Duration.ZERO, Map.of(), 0, 0, Optional.of(1));
        event("/a", 100_000);
        event("/b", 100_000);
        replayed = events.stream()
                .map(event -> new Denied(
                        "aa-fleet-web",
                        Access.file('r', event.example().get("name").orElseThrow(), false),
                        new Decision(false, true, Optional.empty(), List.of(), Optional.empty()),
                        event.count(),
                        event.example()))
                .toList();
        assertThat(((Fail) judge()).reasons())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("of the last 24 hours: aa-fleet-web would be denied open: r of /a (3 times");
        replayed = replayed.subList(0, 1);
        assertThat(judge()).isNotInstanceOf(Fail.class);
    }

    private static GateSettings least(String kind, int count) {
        return new GateSettings(
                0,
                Duration.ZERO,
                Map.of(new Located<>(kind, new Location("p.yml", 1, 1)), count),
                0,
                0,
                Optional.empty());
    }

    /** @param ago seconds before now */
    private void event(String name, long ago) {
        String line = "apparmor=\"ALLOWED\" operation=\"open\" profile=\"aa-fleet-web\" name=\"" + name
                + "\" pid=1 comm=\"webd\" requested_mask=\"r\" denied_mask=\"r\"";
        Instant last = Instant.ofEpochSecond(now.time().orElseThrow() - ago);
        events.add(new SeenEvent(
                3, Optional.of(last), Optional.of(last), RecordReader.read(line).orElseThrow(), line));
    }
}
