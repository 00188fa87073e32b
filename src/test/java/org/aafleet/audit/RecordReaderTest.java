package org.aafleet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.aafleet.audit.AuditRecord.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms are those of the logs of Debian 12 and 13, with this one event. */
class RecordReaderTest {

    private static final String EVENT =
            "apparmor=\"DENIED\" operation=\"open\" class=\"file\" profile=\"v\" name=2F646174612F612062 pid=180 "
                    + "comm=\"python3\" requested_mask=\"r\" denied_mask=\"r\" fsuid=0 ouid=0";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type=AVC msg=audit(1795357827.392:2976): ",
                "node=web1 type=AVC msg=audit(1795357827.392:2976): ",
                "type=1400 audit(1795357827.392:2976): ",
                "[   19.938655] audit: type=1400 audit(1795357827.392:2976): ",
                "<5>[   19.938655] audit: type=1400 audit(1795357827.392:2976): ",
                "[Fri Nov 27 14:00:00 2026] audit: type=1400 audit(1795357827.392:2976): ",
                "Apr 02 11:54:32 web1 kernel: audit: type=1400 audit(1795357827.392:2976): ",
                "Apr  2 11:54:32 web1 kernel: [   19.938655] audit: type=1400 audit(1795357827.392:2976): ",
                "2026-11-27T14:00:00.123456+00:00 web1 kernel: audit: type=1400 audit(1795357827.392:2976): ",
            })
    void reads_the_same_event_of_every_log(String before) {
        AuditRecord event = RecordReader.read(before + EVENT).orElseThrow();
        assertThat(event.verdict()).isEqualTo(Verdict.DENIED);
        assertThat(event.id()).contains("1795357827.392:2976");
        assertThat(event.time()).contains(Instant.parse("2026-11-22T14:30:27.392Z"));
        assertThat(event.profile()).isEqualTo("v");
        assertThat(event.operation()).isEqualTo("open");
        assertThat(event.get("name")).contains("/data/a b");
        assertThat(event.get("comm")).contains("python3");
        assertThat(event.deniedMask()).contains("r");
        assertThat(event.get("pid")).contains("180");
    }

    @Test
    void reads_what_auditd_enriched_without_taking_its_words_for_the_kernels() {
        AuditRecord event = RecordReader.read("type=AVC msg=audit(1795357827.392:2976): " + EVENT
                        + "\u001dFSUID=\"root\" OUID=\"root\" name=\"other\"")
                .orElseThrow();
        assertThat(event.get("name")).contains("/data/a b");
        assertThat(event.fields()).doesNotContainKey("FSUID");
    }

    @Test
    void reads_what_the_journal_leaves_without_an_id() {
        AuditRecord event = RecordReader.read("web1 audit[180]: AVC " + EVENT).orElseThrow();
        assertThat(event.id()).isEmpty();
        assertThat(event.time()).isEmpty();
        assertThat(event.get("name")).contains("/data/a b");
    }

    @Test
    void takes_nothing_but_strings_for_hexadecimal() {
        AuditRecord event = RecordReader.read(
                        "apparmor=\"ALLOWED\" operation=\"capable\" profile=\"v\" pid=1810 comm=6120FF capability=23  "
                                + "capname=\"sys_nice\" family=\"AB\" lport=8080")
                .orElseThrow();
        assertThat(event.verdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(event.get("pid")).contains("1810");
        assertThat(event.get("capability")).contains("23");
        assertThat(event.get("lport")).contains("8080");
        assertThat(event.get("comm")).contains("a \uFFFD");
    }

    @Test
    void keeps_the_first_of_two_fields_of_one_name_and_what_a_cut_line_still_says() {
        AuditRecord event = RecordReader.read("apparmor=\"DENIED\" profile=\"v\" profile=\"w\" name=\"/data/cut of")
                .orElseThrow();
        assertThat(event.profile()).isEqualTo("v");
        assertThat(event.get("name")).contains("/data/cut of");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Nov 27 14:00:00 web1 kernel: AppArmor: AppArmor initialized",
                "type=SYSCALL msg=audit(1795357827.392:2976): arch=c000003e",
                "apparmor=\"MAYBE\" profile=\"v\"",
                "apparmor=DENIED",
            })
    void reads_no_event_where_there_is_none(String line) {
        assertThat(RecordReader.read(line)).isEmpty();
    }
}
