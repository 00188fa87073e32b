package org.aafleet.policy.strength;

import java.util.List;
import java.util.Optional;
import org.aafleet.policy.ActiveRule;
import org.aafleet.policy.access.Access;
import org.aafleet.policy.access.AccessRules;
import org.aafleet.policy.access.AccessRules.Wanted;
import org.aafleet.policy.access.Decision;
import org.aafleet.policy.access.Kind;

/** Programs that a profile lets a process run to an attacker's gain. */
final class Programs {

    private final AccessRules rules;

    record Found(Access example, ActiveRule because) {}

    Programs(AccessRules rules) {
        this.rules = rules;
    }

    /** One that runs without a profile. */
    Optional<Found> unconfined() {
        return found(List.of(new Wanted("x", decision -> runs(decision, "(?i)ux"))));
    }

    /** One that the process can write and then run, and that stays under its profile or under none. */
    Optional<Found> ofItsOwn() {
        return found(List.of(
                new Wanted("x", decision -> runs(decision, "(?i)ix|[pc]?ux")), new Wanted("w", Decision::allowed)));
    }

    private static boolean runs(Decision decision, String way) {
        return decision.allowed()
                && decision.exec().filter(mode -> mode.matches(way)).isPresent();
    }

    private Optional<Found> found(List<Wanted> wanted) {
        return rules.find(Kind.FILE, wanted)
                .flatMap(access -> rules.decide(access).because().map(rule -> new Found(access, rule)));
    }
}
