package org.aafleet.rollout;

import org.aafleet.audit.AllowingRule;
import org.aafleet.audit.AuditRecord;
import org.aafleet.audit.AuditRecord.Verdict;
import org.aafleet.audit.Replay.Denied;
import org.aafleet.host.SeenEvent;

/** An event in a few words. */
final class EventText {

    private EventText() {}

    /** {@code aa-fleet-lighttpd was denied open: r of /srv/x (3 times, lighttpd); '/srv/x r,' would allow it}. */
    static String of(SeenEvent seen) {
        return of(seen.example(), seen.count());
    }

    static String of(Denied denied) {
        return of(denied.example(), denied.count());
    }

    private static String of(AuditRecord event, long count) {
        String verb = event.verdict() == Verdict.ALLOWED ? " would be denied " : " was denied ";
        String what = event.get("name")
                .map(name -> event.deniedMask().map(mask -> mask + " of ").orElse("") + name)
                .or(() -> event.get("capname").map(name -> "the capability " + name))
                .or(() -> event.get("family")
                        .map(family -> "a socket " + family
                                + event.get("sock_type").map(type -> " " + type).orElse("")))
                .or(() -> event.get("peer").map(peer -> event.deniedMask().orElse("to reach") + " of the peer " + peer))
                .orElseGet(() -> event.deniedMask().orElse("something"));
        String times = count == 1 ? "once" : count + " times";
        return event.profile() + verb + event.operation() + ": " + what + " (" + times
                + event.get("comm").map(command -> ", " + command).orElse("") + ")"
                + AllowingRule.of(event)
                        .map(rule -> "; '" + rule + "' would allow it")
                        .orElse("");
    }
}
