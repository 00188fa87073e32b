package org.aafleet.plan;

import java.util.ArrayList;
import java.util.List;
import org.aafleet.host.Facts;

/** What stops an apply on a host before anything is compared, each with the command that mends it. */
public final class Preflight {

    /** Staging, the kept revisions and the cache of a host's services together are below this. */
    private static final long NEEDED_KIB = 8 * 1024;

    private Preflight() {}

    public static List<String> blockers(Facts facts) {
        List<String> blockers = new ArrayList<>();
        if (facts.container().isPresent() && !facts.mayLoadPolicy()) {
            blockers.add("unsupported: this is a container ("
                    + facts.container().get() + ") that may not load policy; apply to its host instead");
        } else if (!facts.isRoot()) {
            blockers.add("not root: set 'become: true', or log in as root");
        }
        if (!facts.hasAppArmor()) {
            blockers.add("the kernel does not run AppArmor: boot with apparmor=1 security=apparmor");
        } else if (facts.isRoot() && !facts.seesPolicy()) {
            blockers.add(
                    "the kernel's list of profiles cannot be read: mount -t securityfs securityfs /sys/kernel/security");
        }
        if (facts.parser().isEmpty()) {
            blockers.add("apparmor_parser is not installed: apt-get install apparmor (or the distribution's like)");
        }
        if (facts.isRoot() && !facts.canWritePolicy()) {
            blockers.add("/etc/apparmor.d is missing or read-only: mount -o remount,rw /");
        }
        facts.freePolicyKib().ifPresent(free -> space("/etc/apparmor.d", free, blockers));
        facts.freeStateKib().ifPresent(free -> space("/var/lib", free, blockers));
        return blockers;
    }

    static List<String> warnings(Facts facts) {
        List<String> warnings = new ArrayList<>();
        facts.lock().ifPresent(lock -> warnings.add("another run has the host's lock: " + lock));
        facts.pending()
                .ifPresent(pending -> warnings.add(
                        "an earlier transaction was cut off (" + pending + "); the next apply puts it back first"));
        return warnings;
    }

    private static void space(String path, long freeKib, List<String> blockers) {
        if (freeKib < NEEDED_KIB) {
            blockers.add("only " + freeKib + " KiB are free at " + path + ", " + NEEDED_KIB + " are needed");
        }
    }
}
