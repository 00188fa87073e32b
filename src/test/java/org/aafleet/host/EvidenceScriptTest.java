package org.aafleet.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.audit.AuditRecord.Verdict;
import org.aafleet.host.ApplyAnswer.Outcome;
import org.aafleet.host.Mark.Status;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a host says of what its services did and were denied since it was marked. */
class EvidenceScriptTest {

    private static final String LOG = "/var/log/audit/audit.log";
    private static final Questions QUESTIONS =
            new Questions(List.of("web", "mail"), List.of(), List.of(), List.of(), Map.of()).watching();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void says_each_kind_of_event_once_and_none_of_before_or_of_others(ShellKind shell) throws IOException {
        TestHost host = confined(shell);
        log(host, denied(1000, "web", "/old", 10));
        mark(host);
        assertThat(evidence(host).events()).isEmpty();

        log(
                host,
                denied(2000, "web", "/new", 11),
                denied(2060, "web", "/new", 12),
                denied(2061, "web//hat", "/new", 12),
                denied(2070, "other", "/new", 13),
                "type=AVC msg=audit(2080.1:9): apparmor=\"ALLOWED\" operation=\"open\" profile=\"web//null-/bin/sh\" "
                        + "name=2F612062 pid=14 comm=\"sh\" requested_mask=\"r\" denied_mask=\"r\" fsuid=0 ouid=0\u001dFSUID=\"root\"",
                "type=AVC msg=audit(2090.1:9): apparmor=\"STATUS\" operation=\"profile_replace\" profile=\"web\"",
                "type=SYSCALL msg=audit(2091.1:9): profile=\"web\"");
        List<SeenEvent> events = evidence(host).events();
        assertThat(events).extracting(SeenEvent::count).containsExactly(2L, 1L, 1L);
        assertThat(events.get(0).first()).contains(Instant.ofEpochSecond(2000));
        assertThat(events.get(0).last()).contains(Instant.ofEpochSecond(2060));
        assertThat(events.get(0).example().get("name")).contains("/new");
        assertThat(events.get(1).example().profile()).isEqualTo("web//hat");
        assertThat(events.get(2).example().verdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(events.get(2).example().get("name")).contains("/a b");
        assertThat(evidence(host).losses()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void follows_a_log_that_is_rotated_and_says_when_it_is_gone(ShellKind shell) throws IOException {
        TestHost host = confined(shell);
        log(host, denied(1000, "web", "/old", 10));
        mark(host);
        log(host, denied(2000, "web", "/a", 10));
        Files.move(host.path(LOG), host.path(LOG + ".1"));
        log(host, denied(2001, "web", "/b", 10));
        Files.move(host.path(LOG + ".1"), host.path(LOG + ".2"));
        Files.move(host.path(LOG), host.path(LOG + ".1"));
        log(host, denied(2002, "web", "/c", 10));
        assertThat(evidence(host).losses()).isEmpty();
        assertThat(evidence(host).events())
                .extracting(event -> event.example().get("name").orElseThrow())
                .containsExactly("/a", "/b", "/c");

        Files.delete(host.path(LOG + ".2"));
        assertThat(evidence(host).losses()).containsExactly("the audit log of that time is gone");
        assertThat(evidence(host).events()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void says_when_a_log_was_cut_or_another_one_is_written(ShellKind shell) throws IOException {
        TestHost host = confined(shell);
        log(host, denied(1000, "web", "/old", 10), denied(1001, "web", "/old", 10));
        mark(host);
        Files.writeString(host.path(LOG), denied(1000, "web", "/old", 10) + "\n", StandardOpenOption.TRUNCATE_EXISTING);
        assertThat(evidence(host).losses()).containsExactly("the audit log has been cut");

        // The same file by its number and long enough, but not the same log.
        String other = denied(2000, "web", "/new", 10) + "\n";
        Files.writeString(host.path(LOG), other.repeat(3), StandardOpenOption.TRUNCATE_EXISTING);
        assertThat(evidence(host).losses()).containsExactly("the audit log of that time is gone");
        assertThat(evidence(host).events()).extracting(SeenEvent::count).containsExactly(3L);

        host.write("usr/sbin/auditctl", "#!/bin/sh\nprintf 'enabled 1\\npid 0\\nlost 0\\n'\n");
        assertThat(host.path("usr/sbin/auditctl").toFile().setExecutable(true)).isTrue();
        assertThat(evidence(host).losses()).containsExactly("events went to auditd and now go to kernel");

        host.write("usr/sbin/auditctl", "#!/bin/sh\necho 'AUDIT_STATUS: enabled=1 flag=1 pid=77 lost=0 backlog=0'\n");
        mark(host);
        assertThat(evidence(host).losses()).isEmpty();
        host.write("etc/audit/auditd.conf", "write_logs = no\n");
        assertThat(evidence(host).losses()).containsExactly("events went to auditd and now go to other");
        Files.delete(host.path("etc/audit/auditd.conf"));
        host.write("proc/77/comm", "osqueryd\n");
        assertThat(evidence(host).losses()).containsExactly("events went to auditd and now go to other");
        host.write("proc/77/comm", "auditd\n");
        Files.delete(host.path(LOG));
        assertThat(evidence(host).losses()).containsExactly("events went to auditd and now go to other");
        mark(host);
        assertThat(evidence(host).losses()).containsExactly("a program takes the events that this cannot ask");
        host.write("etc/audit/auditd.conf", "write_logs = yes\nlog_file = /srv/log/audit.log\n");
        host.write("srv/log/audit.log", denied(1000, "web", "/old", 10) + "\n");
        mark(host);
        host.write(
                "srv/log/audit.log", denied(1000, "web", "/old", 10) + "\n" + denied(2000, "web", "/new", 10) + "\n");
        assertThat(evidence(host).losses()).isEmpty();
        assertThat(evidence(host).events()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void says_what_the_audit_system_has_lost_since_the_mark(ShellKind shell) throws IOException {
        TestHost host = confined(shell);
        log(host, "");
        lost(host, 7);
        mark(host);
        assertThat(evidence(host).lost()).isZero();
        lost(host, 9);
        assertThat(evidence(host).lost()).isEqualTo(2);
        host.newBoot();
        lost(host, 3);
        host.write("test/journal", "1700000000.1 host kernel: fine\n");
        assertThat(evidence(host).lost()).isEqualTo(3);
        assertThat(evidence(host).losses()).isEmpty();
        host.write("test/journal", "1700000000.1 host kernel: audit: audit_lost=3000 audit_rate_limit=0\n");
        assertThat(evidence(host).losses()).singleElement().asString().contains("audit_lost=3000");
        Files.delete(host.path("test/journal"));
        assertThat(evidence(host).losses())
                .containsExactly("the host restarted, and no journal says whether records were lost before");
    }

    @ParameterizedTest
    @EnumSource
    void reads_the_kernels_log_where_nobody_else_does_and_says_what_that_loses(ShellKind shell) throws IOException {
        TestHost host = confined(shell);
        host.write("test/dmesg", "[    0.000000] Linux\n[  999.1] audit: " + denied(1, "web", "/old", 1) + "\n");
        mark(host);
        String since = "[ 1000.100000] audit: " + denied(1700000000, "web", "/new", 1) + "\n" + "[ 1000.200000] audit: "
                + denied(1700000005, "web", "/new", 2) + "\n";
        host.write("test/dmesg", "[    0.000000] Linux\n" + since);
        assertThat(evidence(host).events()).extracting(SeenEvent::count).containsExactly(2L);
        assertThat(evidence(host).losses()).isEmpty();

        host.write(
                "test/dmesg",
                "[    0.000000] Linux\n" + since + "[ 1001.0] kauditd_printk_skb: 4990 callbacks suppressed\n");
        assertThat(evidence(host).losses()).hasSize(1).first().asString().contains("4990 callbacks suppressed");

        host.write("test/dmesg", "");
        assertThat(evidence(host).losses()).containsExactly("the kernel log cannot be read");

        // As numbers: 10007 is after 1000, and 90 was before.
        host.write("test/dmesg", "[   90.5] Linux\n" + since);
        assertThat(evidence(host).losses()).isEmpty();
        host.write("test/dmesg", since.replace("1000.1", "10007.1").replace("1000.2", "10008.2"));
        assertThat(evidence(host).losses()).containsExactly("the kernel log begins after that time");
        host.write("test/dmesg", since.replace("1000.1", "1007.1").replace("1000.2", "1008.2"));
        assertThat(evidence(host).losses()).containsExactly("the kernel log begins after that time");
        assertThat(evidence(host).events()).hasSize(1);

        host.newBoot();
        host.uptime(20);
        host.write("test/dmesg", "[    0.000000] Linux\n[ 3.1] audit: " + denied(1700000009, "web", "/boot", 1) + "\n");
        assertThat(evidence(host).losses()).containsExactly("the kernel's log of the boot before is gone");
        assertThat(evidence(host).events()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void bounds_the_kinds_that_it_says_and_says_so(ShellKind shell) throws IOException {
        TestHost host = confined(shell);
        log(host, "");
        mark(host);
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 1100; i++) {
            many.append(denied(2000 + i, "web", "/f" + i, 1)).append('\n');
        }
        log(host, many.toString());
        Evidence evidence = evidence(host);
        assertThat(evidence.events()).hasSize(1000);
        assertThat(evidence.losses())
                .containsExactly("there are more than 1000 kinds of events, with 100 further events");
    }

    @ParameterizedTest
    @EnumSource
    void says_which_programs_run_under_the_profiles_and_how_much_they_do(ShellKind shell) throws IOException {
        TestHost host = confined(shell);
        process(host, 101, "/usr/sbin/webd", "web (enforce)", 40, 2);
        process(host, 102, "/usr/sbin/webd (deleted)", "web//hat (enforce)", 3, 5);
        process(host, 103, "/usr/sbin/maild", "unconfined", 1000, 1000);
        host.write("var/log/web/access.log", "GET /\nGET / aa-fleet\nGET /b\n");
        host.write("var/log/web/error.log", "no\n");
        for (int pid : new int[] {101, 102}) {
            Files.createDirectories(host.path("proc/" + pid + "/fd"));
            Files.createSymbolicLink(host.path("proc/" + pid + "/fd/5"), Path.of("/var/log/web/access.log"));
            Files.createSymbolicLink(host.path("proc/" + pid + "/fd/6"), Path.of("/var/log/web/error.log"));
        }
        Baseline now = evidence(host).now();
        assertThat(now.uptime()).isEqualTo(1000);
        assertThat(now.boot()).isEqualTo(host.bootId());
        assertThat(now.time()).isPresent();
        assertThat(now.activity()).containsEntry("web", Map.of("calls", 50L, "http_requests", 2L));
        assertThat(now.activity()).containsEntry("mail", Map.of("calls", 0L));
        assertThat(now.programs().keySet()).containsExactly("/usr/sbin/webd");
        Object before = Files.getAttribute(host.path("/usr/sbin/webd"), "unix:ino");
        assertThat(now.programs()).containsEntry("/usr/sbin/webd", before.toString());
    }

    @ParameterizedTest
    @EnumSource
    void counts_what_services_count_themselves_and_says_what_cannot_be_asked(ShellKind shell) throws IOException {
        TestHost host = confined(shell);
        Map<String, Map<String, String>> counts = Map.of(
                "web", Map.of("hits", "echo it is 7 > /dev/null; echo 7"),
                "mail", Map.of("mails", "echo none", "bounces", "exit 1"));
        Questions asked = new Questions(
                QUESTIONS.services(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                List.of(),
                counts,
                Period.NONE,
                true);
        Baseline now = host.probe(asked).evidence().orElseThrow().now();
        assertThat(now.activity()).containsEntry("web", Map.of("calls", 0L, "hits", 7L));
        assertThat(now.activity()).containsEntry("mail", Map.of("calls", 0L));
        assertThat(now.untold()).isEqualTo(Map.of("mail", List.of("bounces", "mails")));
    }

    /** dbus-daemon names the profile by another word. */
    @ParameterizedTest
    @EnumSource
    void knows_what_the_message_bus_denied(ShellKind shell) throws IOException {
        TestHost host = confined(shell);
        log(host, "");
        mark(host);
        log(
                host,
                "type=USER_AVC msg=audit(2000.1:9): pid=1 uid=103 auid=4294967295 ses=4294967295 subj=unconfined msg='apparmor=\"DENIED\" "
                        + "operation=\"dbus_method_call\" bus=\"system\" path=\"/org/freedesktop/login1\" "
                        + "interface=\"org.freedesktop.login1.Manager\" member=\"Reboot\" mask=\"send\" name=\"org.freedesktop.login1\" "
                        + "pid=11 label=\"web\" peer_pid=5 peer_label=\"unconfined\" exe=\"/usr/bin/dbus-daemon\"'");
        assertThat(evidence(host).events()).singleElement().satisfies(event -> {
            assertThat(event.example().profile()).isEqualTo("web");
            assertThat(event.example().deniedMask()).contains("send");
        });
    }

    /** Without any mark, from all files of the log. */
    @ParameterizedTest
    @EnumSource
    void says_what_was_recorded_of_late(ShellKind shell) throws IOException {
        TestHost host = confined(shell);
        long now = Instant.now().getEpochSecond();
        log(host, denied(now - 7200, "web", "/long ago", 10), denied(now - 600, "web", "/a", 10));
        Files.move(host.path(LOG), host.path(LOG + ".1"));
        log(host, denied(now - 60, "web", "/a", 10), denied(now - 50, "other", "/b", 10));
        Recorded recorded = recorded(host);
        assertThat(recorded.events()).singleElement().satisfies(event -> {
            assertThat(event.count()).isEqualTo(2);
            assertThat(event.first()).contains(Instant.ofEpochSecond(now - 600));
            assertThat(event.example().get("name")).contains("/a");
        });
        assertThat(recorded.losses()).isEmpty();
        assertThat(host.probe(QUESTIONS).recorded()).isEqualTo(Recorded.NOTHING);

        host.write("etc/audit/auditd.conf", "write_logs = no\n");
        assertThat(recorded(host))
                .isEqualTo(new Recorded(
                        Optional.empty(), List.of(), List.of("a program takes the events that this cannot ask")));
        TestHost untouched = TestHost.create(directory.resolve("untouched"), shell);
        assertThat(recorded(untouched)).isEqualTo(Recorded.NOTHING);
    }

    /** One collection goes on where the one before ended, and each record is in one of them. */
    @ParameterizedTest
    @EnumSource
    void collects_each_record_once(ShellKind shell) throws IOException {
        TestHost host = confined(shell);
        long now = Instant.now().getEpochSecond();
        log(
                host,
                denied(now - 60, "web", "/a", 10),
                foreign(now - 50, "web", "/a", 10),
                denied(now + 1000, "web", "/b", 10));
        Recorded first = collected(host, Period.collectLast(Duration.ofHours(1)));
        assertThat(first.events())
                .extracting(event -> event.example().get("ouid").orElse(""))
                .hasSize(2);
        assertThat(first.until().orElseThrow()).isBetween(Instant.ofEpochSecond(now), Instant.ofEpochSecond(now + 900));
        Recorded none = collected(host, Period.collectSince(first.until().get()));
        assertThat(none.events()).isEmpty();
        Recorded again = collected(host, Period.collectSince(Instant.ofEpochSecond(now - 50)));
        assertThat(again.events())
                .singleElement()
                .satisfies(event -> assertThat(event.example().get("fsuid")).contains("7"));
    }

    private static String foreign(long time, String profile, String name, int pid) {
        return denied(time, profile, name, pid).replace("fsuid=0", "fsuid=7");
    }

    private static Recorded collected(TestHost host, Period period) {
        return host.probe(new Questions(QUESTIONS.services(), List.of(), List.of(), List.of(), Map.of())
                        .recording(period))
                .recorded();
    }

    private static Recorded recorded(TestHost host) {
        return host.probe(new Questions(QUESTIONS.services(), List.of(), List.of(), List.of(), Map.of())
                        .recording(Period.last(Duration.ofHours(1))))
                .recorded();
    }

    @ParameterizedTest
    @EnumSource
    void gives_back_the_mark_that_was_set_and_forgets_it_when_told(ShellKind shell) throws IOException {
        TestHost host = confined(shell);
        assertThat(evidence(host).mark()).isEmpty();
        Mark mark = mark(host);
        assertThat(evidence(host).mark()).contains(mark);
        Mark failed = mark.with(Status.FAILED, Optional.of("it's 5 o'clock\nand raining"), "other", "later");
        assertThat(set(host, Optional.of(failed))).isEqualTo(Outcome.COMMITTED);
        assertThat(evidence(host).mark().orElseThrow().reason()).contains("it's 5 o'clock and raining");
        assertThat(evidence(host).mark().orElseThrow().since()).isEqualTo(mark.since());
        assertThat(set(host, Optional.empty())).isEqualTo(Outcome.COMMITTED);
        assertThat(evidence(host).mark()).isEmpty();
        assertThat(host.leftovers()).isEmpty();
    }

    /** The log from before the change, the services from after it. */
    @ParameterizedTest
    @EnumSource
    void adds_to_a_mark_what_the_services_have_done_until_then(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory.resolve("host"), shell);
        log(host, denied(1000, "web", "/old", 10));
        Baseline before = evidence(host).now();
        assertThat(before.activity()).isEmpty();
        log(host, denied(1001, "web", "/while it changed", 10));
        host.apply(Sample.of("web", "enforce").on(host));
        process(host, 101, "/usr/sbin/webd", "web (enforce)", 40, 2);
        host.uptime(1200);
        Mark mark = new Mark(
                "web.yml: web",
                "road",
                "all",
                0,
                "enforce",
                Status.SOAKING,
                Map.of("web", 0),
                "tester",
                "now",
                Optional.empty(),
                0,
                before.ofLog());
        assertThat(host.run(MarkScripts.enter(Owner.of("tester"), mark, List.of("web"), Map.of()))
                        .applyAnswer()
                        .outcome())
                .isEqualTo(Outcome.COMMITTED);
        Evidence evidence = evidence(host);
        Baseline since = evidence.mark().orElseThrow().since();
        assertThat(since.activity()).containsEntry("web", Map.of("calls", 42L));
        assertThat(since.programs()).containsOnlyKeys("/usr/sbin/webd");
        assertThat(since.uptime()).isEqualTo(1200);
        assertThat(since.boot()).isEqualTo(host.bootId());
        assertThat(evidence.events()).extracting(SeenEvent::count).containsExactly(1L);
        assertThat(evidence.losses()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void is_leased_to_one_run_until_that_ends_it_or_its_time_is_over(ShellKind shell) throws IOException {
        TestHost host = confined(shell);
        assertThat(lease(host, "one").outcome()).isEqualTo(Outcome.COMMITTED);
        assertThat(lease(host, "one").outcome()).isEqualTo(Outcome.COMMITTED);
        ApplyAnswer other = lease(host, "two");
        assertThat(other.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(other.failure().orElseThrow().message())
                .startsWith("leased: of one conducts a rollout here since 2")
                .endsWith(", for 300 s more, or until 'unlock'");
        assertThat(host.probe(QUESTIONS).facts().lease().orElseThrow()).startsWith("by of one since 2");

        host.run(MarkScripts.release(run("two")));
        assertThat(lease(host, "two").outcome()).isEqualTo(Outcome.UNCHANGED);
        host.run(MarkScripts.release(run("one")));
        assertThat(lease(host, "two").outcome()).isEqualTo(Outcome.COMMITTED);
        assertThat(host.run(MarkScripts.release(Owner.of("me"))).applyAnswer().notes())
                .singleElement()
                .asString()
                .startsWith("the lease of of two since");
        lease(host, "three");
        host.uptime(1300);
        assertThat(host.probe(QUESTIONS).facts().lease()).isEmpty();
        assertThat(lease(host, "four").outcome()).isEqualTo(Outcome.COMMITTED);
        host.newBoot();
        assertThat(lease(host, "five").outcome()).isEqualTo(Outcome.COMMITTED);
    }

    /** The lease is asked for under the lock, so it is nobody else's by the time the host is changed. */
    @ParameterizedTest
    @EnumSource
    void is_changed_by_nobody_but_the_run_that_has_the_lease(ShellKind shell) throws IOException {
        TestHost host = confined(shell);
        Mark mark = mark(host);
        lease(host, "one");
        ServiceRevision revision = Sample.of("web", "complain").on(host);
        ApplyAnswer plain = host.run(apply(Owner.of("somebody"), revision)).applyAnswer();
        assertThat(plain.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(plain.failure().orElseThrow().message()).startsWith("leased: of one conducts a rollout here");
        assertThat(host.run(apply(run("two"), revision)).applyAnswer().outcome())
                .isEqualTo(Outcome.UNCHANGED);
        assertThat(host.run(MarkScripts.mark(run("two"), Optional.of(mark)))
                        .applyAnswer()
                        .outcome())
                .isEqualTo(Outcome.UNCHANGED);
        assertThat(host.run(MarkScripts.hold(Owner.of("somebody"), Optional.of("wait")))
                        .applyAnswer()
                        .outcome())
                .as("a person may always say stop")
                .isEqualTo(Outcome.COMMITTED);
        assertThat(host.leftovers()).containsExactlyInAnyOrder("hold", "lease");

        host.uptime(1200);
        assertThat(host.run(apply(run("one"), revision)).applyAnswer().outcome())
                .isEqualTo(Outcome.COMMITTED);
        host.uptime(1400);
        assertThat(lease(host, "two").outcome()).as("renewed by the change").isEqualTo(Outcome.UNCHANGED);
        host.uptime(1501);
        assertThat(host.run(apply(run("two"), Sample.of("web", "enforce").on(host)))
                        .applyAnswer()
                        .outcome())
                .as("taken by a change, once it was over")
                .isEqualTo(Outcome.COMMITTED);
        assertThat(lease(host, "one").outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    private static String apply(Owner owner, ServiceRevision revision) {
        return HostScripts.apply(
                new Transaction(owner, List.of(revision), List.of(), 10, false, Optional.empty()), TestHost.NOTHING);
    }

    /** Who said so need not wait for the run that is under way. */
    @ParameterizedTest
    @EnumSource
    void is_not_entered_while_somebody_holds_it_or_once_another_has_moved_it_on(ShellKind shell) throws IOException {
        TestHost host = confined(shell);
        Mark mark = mark(host);
        Mark next = mark.with(Status.ENTERING, Optional.empty(), "tester", "later");
        host.run(MarkScripts.hold(Owner.of("ann"), Optional.of("freeze")));
        assertThat(refusal(host, next, Optional.of(mark))).isEqualTo("held: freeze ");
        host.run(MarkScripts.hold(Owner.of("ann"), Optional.empty()));
        assertThat(refusal(host, next, Optional.empty())).startsWith("stale: another run has moved this host on");
        assertThat(refusal(host, next, Optional.of(next))).startsWith("stale: ");
        assertThat(evidence(host).mark()).contains(mark);
        assertThat(refusal(host, next, Optional.of(mark))).isEmpty();
        assertThat(evidence(host).mark()).contains(next);
    }

    private static String refusal(TestHost host, Mark next, Optional<Mark> seen) {
        return host.run(MarkScripts.entering(Owner.of("tester"), next, seen))
                .applyAnswer()
                .failure()
                .map(ApplyAnswer.Failure::message)
                .orElse("");
    }

    @ParameterizedTest
    @EnumSource
    void keeps_the_word_that_ends_a_soak_until_the_next_mark(ShellKind shell) throws IOException {
        TestHost host = confined(shell);
        Mark mark = mark(host);
        host.run(MarkScripts.skip(Owner.of("tester"), 1, "road", "seen enough"));
        assertThat(evidence(host).skip()).contains(new Evidence.Skip(1, "road", "seen enough"));
        set(host, Optional.of(mark.withProbeFailures(1)));
        assertThat(evidence(host).skip()).as("the same soak").isPresent();
        set(host, Optional.of(mark.with(Status.PASSED, Optional.empty(), "tester", "later")));
        assertThat(evidence(host).skip()).isEmpty();
    }

    private static ApplyAnswer lease(TestHost host, String run) {
        return host.run(MarkScripts.lease(run(run))).applyAnswer();
    }

    private static Owner run(String name) {
        return new Owner("of " + name, Optional.of(name));
    }

    private TestHost confined(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory.resolve("host"), shell);
        host.apply(
                Sample.of("web", "enforce").on(host),
                Sample.of("mail", "complain").on(host));
        return host;
    }

    private static Evidence evidence(TestHost host) {
        return host.probe(QUESTIONS).evidence().orElseThrow();
    }

    private static Mark mark(TestHost host) {
        Mark mark = new Mark(
                "web.yml: web",
                "road",
                "canary",
                1,
                "enforce",
                Status.SOAKING,
                Map.of("web", 0, "mail", 3),
                "tester",
                "now",
                Optional.empty(),
                0,
                evidence(host).now());
        assertThat(set(host, Optional.of(mark))).isEqualTo(Outcome.COMMITTED);
        return mark;
    }

    private static Outcome set(TestHost host, Optional<Mark> mark) {
        return host.run(MarkScripts.mark(Owner.of("tester"), mark))
                .applyAnswer()
                .outcome();
    }

    private static String denied(long time, String profile, String name, int pid) {
        return "type=AVC msg=audit(" + time + ".123:" + pid + "): apparmor=\"DENIED\" operation=\"open\" profile=\""
                + profile
                + "\" name=\"" + name + "\" pid=" + pid + " comm=\"c" + pid
                + "\" requested_mask=\"r\" denied_mask=\"r\" fsuid=0 ouid=0";
    }

    private static void log(TestHost host, String... lines) throws IOException {
        Files.createDirectories(host.path(LOG).getParent());
        String text = String.join("\n", lines) + "\n";
        Files.writeString(host.path(LOG), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        host.write("run/auditd.pid", "77\n");
        host.write("proc/77/comm", "auditd\n");
    }

    private static void lost(TestHost host, int records) {
        host.write("usr/sbin/auditctl", "#!/bin/sh\nprintf 'enabled 1\\nlost " + records + "\\nbacklog 0\\n'\n");
        assertThat(host.path("usr/sbin/auditctl").toFile().setExecutable(true)).isTrue();
    }

    private static void process(TestHost host, int pid, String program, String label, int reads, int writes)
            throws IOException {
        host.write("proc/" + pid + "/attr/current", label + "\n");
        host.write("proc/" + pid + "/io", "rchar: 1\nwchar: 2\nsyscr: " + reads + "\nsyscw: " + writes + "\n");
        Files.createSymbolicLink(host.path("proc/" + pid + "/exe"), Path.of(program));
    }
}
