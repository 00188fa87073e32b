package org.aafleet.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A record's fields under the names that libapparmor has for them, whatever the kernel or the program calls them. */
final class RecordFields {

    /** In the order of libapparmor's test suite. */
    private static final List<String> ORDER = List.of(
            "audit_id",
            "operation",
            "mask",
            "denied_mask",
            "fsuid",
            "ouid",
            "profile",
            "peer_profile",
            "peer",
            "name",
            "command",
            "name2",
            "namespace",
            "attribute",
            "task",
            "parent",
            "token",
            "info",
            "peer_info",
            "error_code",
            "pid",
            "peer_pid",
            "active_hat",
            "net_addr",
            "peer_addr",
            "network_family",
            "socket_type",
            "protocol",
            "local_addr",
            "foreign_addr",
            "local_port",
            "foreign_port",
            "dbus_bus",
            "dbus_path",
            "dbus_interface",
            "dbus_member",
            "signal",
            "fs_type",
            "flags",
            "src_name",
            "execpath",
            "class",
            "epoch",
            "audit_subid");

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("operation", "operation"),
            Map.entry("requested_mask", "mask"),
            Map.entry("requested", "mask"),
            Map.entry("denied_mask", "denied_mask"),
            Map.entry("denied", "denied_mask"),
            Map.entry("mask", "denied_mask"),
            Map.entry("fsuid", "fsuid"),
            Map.entry("ouid", "ouid"),
            Map.entry("profile", "profile"),
            Map.entry("label", "profile"),
            Map.entry("peer_profile", "peer_profile"),
            Map.entry("peer_label", "peer_profile"),
            Map.entry("tcontext", "peer_profile"),
            Map.entry("peer", "peer"),
            Map.entry("name", "name"),
            Map.entry("capname", "name"),
            Map.entry("comm", "command"),
            Map.entry("exe", "command"),
            Map.entry("name2", "name2"),
            Map.entry("target", "name2"),
            Map.entry("namespace", "namespace"),
            Map.entry("attribute", "attribute"),
            Map.entry("task", "task"),
            Map.entry("parent", "parent"),
            Map.entry("magic_token", "token"),
            Map.entry("info", "info"),
            Map.entry("peer_info", "peer_info"),
            Map.entry("error", "error_code"),
            Map.entry("pid", "pid"),
            Map.entry("peer_pid", "peer_pid"),
            Map.entry("addr", "net_addr"),
            Map.entry("peer_addr", "peer_addr"),
            Map.entry("family", "network_family"),
            Map.entry("sock_type", "socket_type"),
            Map.entry("protocol", "protocol"),
            Map.entry("laddr", "local_addr"),
            Map.entry("faddr", "foreign_addr"),
            Map.entry("lport", "local_port"),
            Map.entry("fport", "foreign_port"),
            Map.entry("saddr", "local_addr"),
            Map.entry("daddr", "foreign_addr"),
            Map.entry("src", "local_port"),
            Map.entry("dest", "foreign_port"),
            Map.entry("bus", "dbus_bus"),
            Map.entry("path", "dbus_path"),
            Map.entry("interface", "dbus_interface"),
            Map.entry("member", "dbus_member"),
            Map.entry("method", "dbus_member"),
            Map.entry("signal", "signal"),
            Map.entry("fstype", "fs_type"),
            Map.entry("flags", "flags"),
            Map.entry("srcname", "src_name"),
            Map.entry("execpath", "execpath"),
            Map.entry("class", "class"));

    private static final Set<String> NUMBERS = Set.of(
            "fsuid", "ouid", "task", "parent", "token", "error_code", "pid", "peer_pid", "local_port", "foreign_port");

    private static final Set<String> ADDRESSES = Set.of("net_addr", "peer_addr");

    /** IANA's numbers, by the names of {@code IPPROTO_…} in Linux. */
    private static final Map<String, String> PROTOCOLS = Map.ofEntries(
            Map.entry("0", "ip"),
            Map.entry("1", "icmp"),
            Map.entry("2", "igmp"),
            Map.entry("4", "ipip"),
            Map.entry("6", "tcp"),
            Map.entry("8", "egp"),
            Map.entry("12", "pup"),
            Map.entry("17", "udp"),
            Map.entry("22", "idp"),
            Map.entry("29", "tp"),
            Map.entry("33", "dccp"),
            Map.entry("41", "ipv6"),
            Map.entry("46", "rsvp"),
            Map.entry("47", "gre"),
            Map.entry("50", "esp"),
            Map.entry("51", "ah"),
            Map.entry("92", "mtp"),
            Map.entry("94", "beetph"),
            Map.entry("98", "encap"),
            Map.entry("103", "pim"),
            Map.entry("108", "comp"),
            Map.entry("115", "l2tp"),
            Map.entry("132", "sctp"),
            Map.entry("136", "udplite"),
            Map.entry("137", "mpls"),
            Map.entry("143", "ethernet"),
            Map.entry("255", "raw"),
            Map.entry("262", "mptcp"));

    private RecordFields() {}

    static Map<String, Object> of(AuditRecord record) {
        Map<String, Object> values = new LinkedHashMap<>();
        record.id().ifPresent(id -> putId(id, values));
        record.fields().forEach((field, text) -> put(NAMES.getOrDefault(field, ""), text, values));
        return ordered(values);
    }

    static void putId(String id, Map<String, Object> values) {
        values.put("audit_id", id);
        values.put("epoch", Long.valueOf(id.substring(0, id.indexOf('.'))));
        values.put("audit_subid", Long.valueOf(id.substring(id.indexOf(':') + 1)));
    }

    private static void put(String name, String text, Map<String, Object> values) {
        if (name.isEmpty() || (ADDRESSES.contains(name) && (text.equals("none") || text.equals("?")))) {
            return;
        }
        if (NUMBERS.contains(name)) {
            if (text.matches("-?[0-9]{1,18}")) {
                values.put(name, Math.abs(Long.parseLong(text)));
            }
            return;
        }
        boolean number = name.equals("protocol") && text.matches("[0-9]+");
        values.put(name, number ? PROTOCOLS.getOrDefault(text, "unknown(" + text + ")") : text);
    }

    static Map<String, Object> ordered(Map<String, Object> values) {
        Map<String, Object> ordered = new LinkedHashMap<>();
        for (String name : ORDER) {
            Object value = values.get(name);
            if (value != null) {
                ordered.put(name, value);
            }
        }
        return ordered;
    }
}
