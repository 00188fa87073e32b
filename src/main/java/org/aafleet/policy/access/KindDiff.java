package org.aafleet.policy.access;

import dk.brics.automaton.RunAutomaton;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aafleet.policy.ActiveRule;
import org.aafleet.policy.access.AccessChange.Effect;

/**
 * Compares what two profiles say of one kind of access. Both automata are walked side by side, shortest objects first, and
 * only where a rule that is not in both can still match: elsewhere the decisions are the same.
 */
final class KindDiff {

    private static final int MAX_PLACES = 100_000;

    /** Where both automata and that of the possible objects are. */
    private record Place(int before, int after, int domain) {}

    /** What one entry stands for. */
    private record Sort(Effect effect, List<ActiveRule> before, List<ActiveRule> after, String exec) {

        /** A {@code deny} rule that comes or goes is one, however many rules grant what it denies. */
        static Sort of(Decision old, Decision now) {
            Effect effect = Effect.of(old, now);
            if (effect == Effect.LOST && now.isDeniedOnPurpose()) {
                return new Sort(effect, List.of(), rules(now), "");
            }
            if (effect == Effect.GAINED && old.isDeniedOnPurpose()) {
                return new Sort(effect, rules(old), List.of(), "");
            }
            return new Sort(effect, rules(old), rules(now), old.exec() + " " + now.exec());
        }

        private static List<ActiveRule> rules(Decision decision) {
            return decision.because().stream().toList();
        }
    }

    private final Kind kind;
    private final KindRules before;
    private final KindRules after;
    private final BitSet onlyBefore;
    private final BitSet onlyAfter;
    private final RunAutomaton domain;
    private final Trails<Place> trails;
    private final Map<Sort, Map<Place, Set<String>>> found = new LinkedHashMap<>();

    KindDiff(Kind kind, KindRules before, KindRules after) {
        this.kind = kind;
        this.before = before;
        this.after = after;
        onlyBefore = before.patternsNotIn(after);
        onlyAfter = after.patternsNotIn(before);
        domain = Domains.of(kind);
        trails = new Trails<>(new Place(PatternSet.START, PatternSet.START, domain.getInitialState()));
    }

    List<AccessChange> changes() throws TooComplexException {
        if (!onlyBefore.isEmpty() || !onlyAfter.isEmpty()) {
            walk();
        }
        return found.values().stream()
                .flatMap(places -> fewest(places).entrySet().stream())
                .map(entry -> change(entry.getKey(), entry.getValue()))
                .toList();
    }

    private void walk() throws TooComplexException {
        char[] bytes = before.patterns()
                .classes()
                .with(after.patterns().classes())
                .with(ByteClasses.of(List.of(domain)))
                .representatives();
        while (trails.hasNext()) {
            Place place = trails.next();
            if (domain.isAccept(place.domain())) {
                compare(place);
            }
            for (char b : bytes) {
                int possible = domain.step(place.domain(), b);
                if (possible >= 0) {
                    reach(place, b, possible);
                }
            }
            if (trails.size() > MAX_PLACES) {
                throw new TooComplexException("the " + kind.keyword() + " rules are too entangled to compare");
            }
        }
    }

    private void reach(Place from, char b, int possible) {
        Place next = new Place(
                before.patterns().step(from.before(), b), after.patterns().step(from.after(), b), possible);
        if (before.patterns().alive(next.before()).intersects(onlyBefore)
                || after.patterns().alive(next.after()).intersects(onlyAfter)) {
            trails.reach(next, from, b);
        }
    }

    private void compare(Place place) {
        if (!before.patterns().matches(place.before()).intersects(onlyBefore)
                && !after.patterns().matches(place.after()).intersects(onlyAfter)) {
            return;
        }
        for (String permission : kind.permissions()) {
            Decision old = before.decide(permission, place.before());
            Decision now = after.decide(permission, place.after());
            if (!old.hasSameEffect(now)) {
                found.computeIfAbsent(Sort.of(old, now), absent -> new LinkedHashMap<>())
                        .computeIfAbsent(place, absent -> new LinkedHashSet<>())
                        .add(permission);
            }
        }
    }

    /** Of the places of one sort the first that show each permission. */
    private static Map<Place, Set<String>> fewest(Map<Place, Set<String>> places) {
        Map<Place, Set<String>> chosen = new LinkedHashMap<>();
        Set<String> shown = new HashSet<>();
        places.forEach((place, permissions) -> {
            if (shown.addAll(permissions)) {
                chosen.put(place, permissions);
            }
        });
        return chosen;
    }

    private AccessChange change(Place place, Set<String> permissions) {
        String permission = permissions.iterator().next();
        Decision old = before.decide(permission, place.before());
        Decision now = after.decide(permission, place.after());
        Access example = Access.decoded(kind, permission, trails.text(place));
        return new AccessChange(Effect.of(old, now), permissions, example, old, now);
    }
}
