package org.aafleet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.aafleet.audit.LogLine.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form in which hosts keep a record, and who vouches for it. */
class LogLineTest {

    private static final String RECORD =
            "apparmor=\"DENIED\" operation=\"open\" class=\"file\" profile=\"web\" name=\"/a\" pid=7 comm=\"web\""
                    + " requested_mask=\"r\" denied_mask=\"r\" fsuid=0 ouid=0";
    private static final String AUDIT = "audit(1357024144.556:6368): " + RECORD;

    private static Origin origin(String line) {
        LogEvent event = LogEvent.of(line);
        assertThat(event.type()).isEqualTo("AA_RECORD_DENIED");
        assertThat(event.fields()).containsEntry("name", "/a").containsEntry("pid", 7L);
        return event.origin().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type=AVC msg=",
                "node=web1.example.org type=AVC msg=",
                "type=1400 msg=",
                "msg=",
                "[   36.171312] audit: type=1400 ",
                "<5>[   36.171312] audit: type=1400 ",
                "[Mon Apr  2 11:54:32 2018] audit: type=1400 "
            })
    void knows_what_the_kernel_wrote(String before) {
        assertThat(origin(before + AUDIT)).isEqualTo(Origin.KERNEL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Apr  2 11:54:32 web1 kernel: audit: type=1400 ",
                "Apr 02 11:54:32 web1 kernel: [   36.171312] audit: type=1400 ",
                "2026-04-02T11:54:32.123456+00:00 web1 kernel: audit: type=1400 ",
                "2026-04-02T11:54:32+0000 web1 kernel: audit: type=1400 ",
                "2026-04-02T11:54:32Z web1 kernel: audit: type=1400 ",
                "1775130872.123456 web1 kernel: audit: type=1400 ",
                "<13>Apr  2 11:54:32 web1 kernel: audit: type=1400 "
            })
    void takes_syslogs_word_for_no_more_than_that(String before) {
        assertThat(origin(before + AUDIT)).isEqualTo(Origin.SYSLOG);
    }

    @Test
    void reads_what_the_journal_got_from_the_audit_system() {
        assertThat(origin("Apr 02 11:54:32 web1 audit[7]: AVC " + RECORD)).isEqualTo(Origin.SYSLOG);
        assertThat(origin(json("audit", "AVC " + RECORD))).isEqualTo(Origin.KERNEL);
        assertThat(origin(json("kernel", "audit: type=1400 " + AUDIT))).isEqualTo(Origin.KERNEL);
        assertThat(LogEvent.of(json("kernel", "audit: type=1400 " + AUDIT)).fields())
                .containsEntry("audit_id", "1357024144.556:6368");
    }

    private static String json(String transport, String message) {
        return "{\"_TRANSPORT\":\"" + transport + "\",\"MESSAGE\":\"" + message.replace("\"", "\\\"") + "\"}";
    }

    @Test
    void tells_what_programs_say_from_what_the_kernel_says() {
        assertThat(origin("Apr  2 11:54:32 web1 dbus-daemon[5]: " + RECORD)).isEqualTo(Origin.PROGRAM);
        assertThat(origin(json("syslog", RECORD))).isEqualTo(Origin.PROGRAM);
        assertThat(origin("type=USER_AVC msg=audit(1357024144.556:6368): pid=1 uid=103 auid=4 ses=4 msg='" + RECORD
                        + " exe=\"/usr/bin/dbus-daemon\"'"))
                .isEqualTo(Origin.USER_AUDIT);
    }

    /** What an unprivileged user can have written into a log. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Apr  2 11:54:32 web1 mallory: kernel: audit: type=1400 ",
                "Apr  2 11:54:32 web1 sshd[9]: Invalid user audit: type=1400 ",
                "{\"_TRANSPORT\":\"syslog\",\"MESSAGE\":\"audit: type=1400 \"} ",
                "type=SYSCALL msg=audit(1.1:1): arch=c000003e comm=",
                "GET /?q= ",
                "type=APPARMOR msg=audit(1:1): ",
                "type=APPARMOR msg=audit(99999999999999999999999.1:1): "
            })
    void believes_no_record_inside_other_text(String before) {
        LogEvent event = LogEvent.of(before + AUDIT);
        assertThat(event.isValid()).isFalse();
        assertThat(LogEvent.concerns(before + AUDIT)).isTrue();
    }

    @Test
    void joins_lines_and_cuts_those_without_end() throws IOException {
        List<String> lines = new ArrayList<>();
        long cut = new LogReader(lines::add).read(new StringReader("a\n  b\r\n\nc\n" + "d".repeat(300_000) + "\ne"));
        assertThat(lines).hasSize(4).startsWith("a  b", "c").endsWith("e");
        assertThat(lines.get(2)).hasSizeLessThan(270_000).endsWith("d…");
        assertThat(cut).isEqualTo(1);
    }
}
