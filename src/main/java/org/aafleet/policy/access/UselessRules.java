package org.aafleet.policy.access;

import dk.brics.automaton.RunAutomaton;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.aafleet.policy.ActiveRule;
import org.aafleet.policy.EffectiveProfile;

/** Rules of a profile that could be left out, as the others say the same: duplicates, and what wider rules or includes cover. */
public final class UselessRules {

    /** A rule that reaches further is taken for useful. */
    private static final int MAX_PLACES = 20_000;

    /**
     * @param rule that says nothing of its own
     * @param instead one of those that say it too
     */
    public record Useless(ActiveRule rule, ActiveRule instead) {}

    /** Where the rules and the possible objects are. */
    private record Place(int rules, int domain) {}

    private final AccessRules rules;
    private final Set<ActiveRule> without = new HashSet<>();

    private UselessRules(AccessRules rules) {
        this.rules = rules;
    }

    /**
     * Of several that cover each other the last is named.
     *
     * @param rules of the profile
     * @param looked which of them are looked at
     */
    public static List<Useless> of(EffectiveProfile profile, AccessRules rules, Predicate<ActiveRule> looked) {
        UselessRules search = new UselessRules(rules);
        List<Useless> found = new ArrayList<>();
        List<ActiveRule> own = profile.rules().stream()
                .filter(rule -> !rule.isImplied() && looked.test(rule))
                .toList();
        for (int i = own.size() - 1; i >= 0; i--) {
            ActiveRule rule = own.get(i);
            search.instead(rule).ifPresent(other -> {
                search.without.add(rule);
                found.add(0, new Useless(rule, other));
            });
        }
        return found;
    }

    /** Empty where it says something of its own. */
    private Optional<ActiveRule> instead(ActiveRule rule) {
        Optional<ActiveRule> instead = Optional.empty();
        for (Kind kind : Kind.values()) {
            KindRules all = rules.of(kind);
            BitSet own = all.patternsOf(rule);
            if (!own.isEmpty()) {
                Optional<ActiveRule> other = instead(rule, kind, all, own);
                if (other.isEmpty()) {
                    return Optional.empty();
                }
                instead = instead.or(() -> other);
            }
        }
        return instead;
    }

    private Optional<ActiveRule> instead(ActiveRule rule, Kind kind, KindRules all, BitSet own) {
        RunAutomaton domain = Domains.of(kind);
        char[] bytes =
                all.patterns().classes().with(ByteClasses.of(List.of(domain))).representatives();
        Optional<ActiveRule> instead = Optional.empty();
        Trails<Place> trails = new Trails<>(new Place(PatternSet.START, domain.getInitialState()));
        Set<ActiveRule> others = new HashSet<>(without);
        others.add(rule);
        while (trails.hasNext()) {
            Place place = trails.next();
            if (domain.isAccept(place.domain())
                    && all.patterns().matches(place.rules()).intersects(own)) {
                Optional<ActiveRule> same = all.decidedAlikeWithout(rule, others, place.rules());
                if (same.isEmpty()) {
                    return same;
                }
                instead = instead.or(() -> same);
            }
            for (char b : bytes) {
                int possible = domain.step(place.domain(), b);
                Place next = new Place(all.patterns().step(place.rules(), b), possible);
                if (possible >= 0 && all.patterns().alive(next.rules()).intersects(own)) {
                    trails.reach(next, place, b);
                }
            }
            if (trails.size() > MAX_PLACES) {
                return Optional.empty();
            }
        }
        return instead;
    }
}
