package org.aafleet.policy.access;

import java.util.List;

/** What can be wanted, by the keyword of the rules that grant it, and what an object of that kind consists of. */
public enum Kind {
    /** {@code x} is execution, and {@code a} is part of {@code w}, as in file rules. Links are a kind of their own. */
    FILE("file", "r w a k m x", "name owner"),
    /** From a new name to an existing file. */
    LINK("link", "l subset", "link target owner"),
    CAPABILITY("capability", "use", "capability"),
    NETWORK(
            "network",
            "create bind listen accept connect shutdown getattr setattr getopt setopt send receive",
            "domain type ip port peer_ip peer_port"),
    UNIX(
            "unix",
            "create bind listen accept connect shutdown getattr setattr getopt setopt send receive",
            "type addr peer_addr peer_label"),
    SIGNAL("signal", "send receive", "signal peer"),
    PTRACE("ptrace", "read trace readby tracedby", "peer"),
    DBUS("dbus", "send receive bind eavesdrop", "bus name path interface member peer_label"),
    MOUNT("mount", "mount", "source mountpoint fstype options"),
    REMOUNT("remount", "remount", "mountpoint options"),
    UMOUNT("umount", "umount", "mountpoint"),
    PIVOT_ROOT("pivot_root", "pivot_root", "oldroot newroot profile"),
    CHANGE_PROFILE("change_profile", "change", "exec profile"),
    USERNS("userns", "create", ""),
    IO_URING("io_uring", "override_creds sqpoll", "label"),
    MQUEUE("mqueue", "read write create open delete getattr setattr", "type name label");

    /** The last value of a file's or link's object: whether the process's user owns the file. */
    public static final String OWNER = "owner";

    public static final String OTHER = "other";

    private final String keyword;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> permissions;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> fields;

    Kind(String keyword, String permissions, String fields) {
        this.keyword = keyword;
        this.permissions = List.of(permissions.split(" "));
        this.fields = fields.isEmpty() ? List.of() : List.of(fields.split(" "));
    }

    public String keyword() {
        return keyword;
    }

    public List<String> permissions() {
        return permissions;
    }

    /** Names of the values that make up an object, in order. */
    public List<String> fields() {
        return fields;
    }
}
