package org.aafleet.catalog;

import java.util.List;
import java.util.Optional;
import org.aafleet.catalog.ServiceFile.Kind;
import org.aafleet.policy.Attachment;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;

/** Whether the value of a tunable reaches beyond any service's own files. One such file is enough to tell. */
public final class Exposure {

    /** Files that no document root, data directory or the like has below it. */
    private static final List<String> OTHERS = List.of(
            "/etc/shadow",
            "/etc/apparmor.d/tunables/global",
            "/etc/ssh/ssh_host_ed25519_key",
            "/etc/systemd/system/default.target",
            "/etc/cron.d/job",
            "/root/.ssh/id_ed25519",
            "/home/somebody/.ssh/id_ed25519",
            "/usr/bin/sh",
            "/usr/lib/systemd/systemd",
            "/boot/vmlinuz",
            "/dev/sda",
            "/proc/1/mem",
            "/sys/kernel/security/apparmor/.load",
            "/run/systemd/private",
            "/var/lib/dpkg/status",
            "/var/lib/aa-fleet/lock",
            "/var/log/auth.log",
            "/var/spool/cron/crontabs/root");

    private Exposure() {}

    /**
     * @param path as the kernel has it
     * @param kind not {@link Kind#PATH}: the path has no globs
     * @return a file that the value would open
     */
    public static Optional<String> of(String path, Kind kind) {
        String plain = path.replaceAll("/+$", "");
        return OTHERS.stream()
                .filter(other -> kind == Kind.DIRECTORY ? other.startsWith(plain + "/") : other.equals(plain))
                .findFirst();
    }

    /** @param pattern with AppArmor's globbing */
    public static Optional<String> ofPattern(String pattern) {
        try {
            Attachment matcher = Attachment.of(pattern, Variables.NONE);
            return OTHERS.stream().filter(matcher::matches).findFirst();
        } catch (GlobException e) {
            throw new IllegalArgumentException(pattern, e);
        }
    }
}
