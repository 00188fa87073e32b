package org.aafleet.policy.access;

import dk.brics.automaton.RunAutomaton;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Looks for the shortest object of a kind that some rules treat in a given way. */
final class Witness {

    /** Beyond this what is looked for is taken for absent; the rules of servers have some thousands of places. */
    private static final int MAX_PLACES = 100_000;

    private record Place(int rules, int domain) {}

    private final PatternSet patterns;
    private final RunAutomaton domain;
    private final List<BitSet> needed;

    /** @param needed of each of these sets of patterns one at least must match */
    Witness(Kind kind, PatternSet patterns, List<BitSet> needed) {
        this.patterns = patterns;
        this.domain = Domains.of(kind);
        this.needed = needed;
    }

    /** @param accepted whether the state of the patterns is what is looked for */
    Optional<String> shortest(IntPredicate accepted) {
        char[] bytes = patterns.classes().with(ByteClasses.of(List.of(domain))).representatives();
        Trails<Place> trails = new Trails<>(new Place(PatternSet.START, domain.getInitialState()));
        while (trails.hasNext() && trails.size() < MAX_PLACES) {
            Place place = trails.next();
            if (domain.isAccept(place.domain()) && accepted.test(place.rules())) {
                return Optional.of(trails.text(place));
            }
            for (char b : bytes) {
                int possible = domain.step(place.domain(), b);
                Place next = new Place(patterns.step(place.rules(), b), possible);
                if (possible >= 0 && isPossible(next)) {
                    trails.reach(next, place, b);
                }
            }
        }
        return Optional.empty();
    }

    private boolean isPossible(Place place) {
        BitSet alive = patterns.alive(place.rules());
        return needed.stream().allMatch(alive::intersects);
    }
}
