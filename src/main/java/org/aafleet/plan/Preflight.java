package org.aafleet.plan;

import java.util.ArrayList;
import java.util.List;
import org.aafleet.host.Facts;

/** What stops an apply on a host before anything is compared, each with what mends it. */
public final class Preflight {

    /** Staging, the kept revisions and the cache of a host's services together are below this. */
    private static final long NEEDED_KIB = 8 * 1024;

    private Preflight() {}

    public static List<Finding> findings(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        rights(facts, findings);
        appArmor(facts, findings);
        if (facts.isRoot() && !facts.canWritePolicy()) {
            findings.add(Finding.stops("/etc/apparmor.d is missing or read-only", "mount -o remount,rw /"));
        }
        facts.freePolicyKib().ifPresent(free -> space("/etc/apparmor.d", free, findings));
        facts.freeStateKib().ifPresent(free -> space("/var/lib", free, findings));
        facts.lock().ifPresent(lock -> findings.add(Finding.warns("another run has the host's lock", lock)));
        facts.lease().ifPresent(lease -> findings.add(Finding.warns("a rollout is being conducted there", lease)));
        facts.underWay()
                .ifPresent(rollout -> findings.add(Finding.warns("it is on its way in a rollout in stages", rollout)));
        facts.takenBack().ifPresent(taken -> findings.add(Finding.warns("the host took its last change back", taken)));
        facts.unconfirmed()
                .ifPresent(change ->
                        findings.add(Finding.warns("a change awaits its confirmation, or is taken back", change)));
        facts.pending()
                .filter(pending -> facts.unconfirmed().isEmpty())
                .ifPresent(pending -> findings.add(Finding.warns(
                        "an earlier transaction was cut off (" + pending + "); the next apply puts it back first")));
        return findings;
    }

    private static void rights(Facts facts, List<Finding> findings) {
        if (facts.container().isPresent() && !facts.mayLoadPolicy()) {
            findings.add(Finding.stops(
                    "unsupported: this is a container (" + facts.container().get() + ") that may not load policy",
                    "apply to its host instead"));
        } else if (!facts.isRoot()) {
            findings.add(Finding.stops("not root", "set 'become: true' or use --become, or log in as root"));
        }
    }

    private static void appArmor(Facts facts, List<Finding> findings) {
        if (!facts.hasAppArmor()) {
            findings.add(
                    Finding.stops("the kernel does not run AppArmor", "boot it with apparmor=1 security=apparmor"));
        } else if (facts.isRoot() && !facts.seesPolicy()) {
            findings.add(Finding.stops(
                    "the kernel's list of profiles cannot be read",
                    "mount -t securityfs securityfs /sys/kernel/security"));
        }
        if (facts.parser().isEmpty()) {
            findings.add(Finding.stops(
                    "apparmor_parser is not installed", "apt-get install apparmor (or the distribution's like)"));
        }
    }

    private static void space(String path, long freeKib, List<Finding> findings) {
        if (freeKib < NEEDED_KIB) {
            findings.add(Finding.stops(
                    "only " + freeKib + " KiB are free at " + path + ", " + NEEDED_KIB + " are needed",
                    "df -h " + path));
        }
    }
}
