package org.aafleet.policy.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.aafleet.policy.model.CapabilityRule;
import org.aafleet.policy.model.Qualifiers;
import org.aafleet.policy.model.Rule;
import org.aafleet.policy.syntax.Token.Kind;

final class CapabilityRules {

    private static final String CONSTRUCT = "capability rule";

    /** capabilities(7), as of Linux 7.2. */
    private static final Set<String> NAMES = Arrays.stream("""
                    audit_control audit_read audit_write block_suspend bpf checkpoint_restore chown dac_override
                    dac_read_search fowner fsetid ipc_lock ipc_owner kill lease linux_immutable mac_admin mac_override
                    mknod net_admin net_bind_service net_broadcast net_raw perfmon setfcap setgid setpcap setuid
                    sys_admin sys_boot sys_chroot sys_module sys_nice sys_pacct sys_ptrace sys_rawio sys_resource
                    sys_time sys_tty_config syslog wake_alarm
                    """.split("\\s+")).collect(Collectors.toUnmodifiableSet());

    private CapabilityRules() {}

    static Set<String> names() {
        return NAMES;
    }

    static Rule parse(Cursor cursor, Qualifiers qualifiers, Token keyword) {
        RuleParser.refuseOwner(cursor, qualifiers, keyword);
        List<String> capabilities = new ArrayList<>();
        while (cursor.peek().is(Kind.NAME) || cursor.peek().is(Kind.QUOTED)) {
            Token name = cursor.next();
            if (!NAMES.contains(name.text())) {
                cursor.unknown(name.start(), CONSTRUCT, "capability", name.text(), NAMES);
            }
            capabilities.add(name.text());
        }
        cursor.expectMark(",", CONSTRUCT);
        return new CapabilityRule(qualifiers, capabilities, cursor.span(keyword.start()));
    }
}
