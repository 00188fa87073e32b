package org.aafleet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.aafleet.policy.ProfileFile;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowingRuleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "operation=\"open\" name=\"/srv/x\" denied_mask=\"r\" | /srv/x r,",
                "operation=\"mknod\" name=\"/srv/x\" denied_mask=\"c\" | /srv/x w,",
                "operation=\"open\" name=\"/srv/x\" denied_mask=\"wrc\" | /srv/x wr,",
                "operation=\"file_lock\" name=\"/srv/x\" denied_mask=\"k\" | /srv/x k,",
                "operation=\"exec\" name=\"/bin/sh\" denied_mask=\"x\" | /bin/sh ix,",
                "operation=\"open\" name=2F737276202A denied_mask=\"r\" | \"/srv \\*\" r,",
                "operation=\"open\" name=\"/srv/a,{b}[c]@d\" denied_mask=\"r\" | \"/srv/a\\,\\{b\\}\\[c\\]\\@d\" r,",
                "operation=\"open\" name=\"/srv/a!b\" denied_mask=\"ac\" | \"/srv/a!b\" w,",
                "operation=\"signal\" denied_mask=\"send send\" signal=term peer=\"x\" | signal (send) set=(term) peer=x,",
                "operation=\"dbus_bind\" bus=\"system\" mask=\"bind\" name=\"e.f\" label=\"x\" | dbus (bind) bus=system name=e.f,",
                "operation=\"capable\" capability=12 capname=\"net_admin\" | capability net_admin,",
                "operation=\"create\" family=\"inet6\" sock_type=\"stream\" requested_mask=\"create\" denied_mask=\"create\" | network inet6 stream,",
                "operation=\"create\" family=\"unix\" sock_type=\"dgram\" denied_mask=\"create\" | network unix dgram,",
                "operation=\"connect\" family=\"unix\" sock_type=\"stream\" denied_mask=\"send receive connect\" peer=\"unconfined\" | unix (connect, receive, send) type=stream peer=(label=unconfined),",
                "operation=\"signal\" denied_mask=\"send\" signal=term peer=\"unconfined\" | signal (send) set=(term) peer=unconfined,",
                "operation=\"ptrace\" denied_mask=\"read\" peer=\"a//b\" | ptrace (read) peer=a//b,",
                "operation=\"change_profile\" name=\"other\" target=\"other\" | change_profile -> other,",
                "operation=\"userns_create\" requested=\"userns_create\" denied=\"userns_create\" | userns create,",
                "operation=\"dbus_method_call\" bus=\"system\" path=\"/a\" interface=\"b.c\" member=\"D\" mask=\"send\" name=\"e.f\" label=\"x\" | dbus (send) bus=system path=/a interface=b.c member=D peer=(name=e.f),"
            })
    void allows_what_was_denied(String event, String rule) {
        assertThat(AllowingRule.of(record(event))).contains(rule);
        Problems problems = new Problems();
        ProfileFile.parse(new Source("rule", "profile p {\n" + rule + "\n}\n"), problems);
        problems.throwIfErrors();
    }

    @Test
    void knows_no_rule_for_what_has_no_name() {
        assertThat(AllowingRule.of(record("operation=\"mount\" name=\"/opt/\" srcname=\"/data/\"")))
                .isEmpty();
        assertThat(AllowingRule.of(record("operation=\"create\" family=\"inet\" sock_type=\"unknown(5)\"")))
                .isEmpty();
        assertThat(AllowingRule.of(record("operation=\"open\" name=\"\" denied_mask=\"r\"")))
                .isEmpty();
    }

    private static AuditRecord record(String fields) {
        return RecordReader.read("apparmor=\"DENIED\" profile=\"p\" " + fields).orElseThrow();
    }
}
