package org.aafleet.policy.access;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.aafleet.policy.ActiveRule;
import org.aafleet.policy.EffectiveProfile;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;

/**
 * The rules of a profile, taken together as {@code apparmor_parser} does it: for each access the rules of the highest
 * priority that speak of it decide, and among these {@code deny} wins. Not for use by several threads.
 */
public final class AccessRules {

    private final Map<Kind, KindRules> kinds = new EnumMap<>(Kind.class);

    private final Automata automata;

    private AccessRules(Map<Kind, List<Clause>> clauses, Automata automata) {
        this.automata = automata;
        clauses.forEach((kind, own) -> kinds.put(kind, new KindRules(own, automata)));
    }

    /** @param problems of patterns that mean nothing; their rules are left out */
    public static AccessRules of(EffectiveProfile profile, Problems problems) {
        return of(profile, problems, new Automata());
    }

    /**
     * @param problems of patterns that mean nothing; their rules are left out
     * @param automata shared with other profiles
     */
    public static AccessRules of(EffectiveProfile profile, Problems problems, Automata automata) {
        Map<Kind, List<Clause>> clauses = new EnumMap<>(Kind.class);
        for (ActiveRule rule : profile.rules()) {
            try {
                Clauses.of(rule, profile.variables())
                        .forEach(clause -> clauses.computeIfAbsent(clause.kind(), absent -> new ArrayList<>())
                                .add(clause));
            } catch (GlobException e) {
                problems.add(Problem.error(rule.at(), rule.rule().construct() + ": " + e.getMessage()));
            }
        }
        return new AccessRules(clauses, automata);
    }

    public Decision decide(Access access) {
        Decision decision = decideAlone(access);
        return access.kind() == Kind.LINK && decision.allowed() ? compareWithTarget(access, decision) : decision;
    }

    /** The decision and, of what no rule allows, the rules that nearly do. */
    public Explanation explain(Access access) {
        Decision decision = decide(access);
        return new Explanation(
                access,
                decision,
                decision.because().isPresent()
                        ? List.of()
                        : NearMisses.of(access, of(access.kind()).clauses()));
    }

    /**
     * The shortest object that is treated in a given way.
     *
     * @param wanted all of which must hold
     * @return with the permission of the first
     */
    public Optional<Access> find(Kind kind, List<Wanted> wanted) {
        KindRules rules = of(kind);
        List<BitSet> needed = wanted.stream()
                .map(one -> rules.patternsGranting(one.permission(), one.as()))
                .toList();
        return new Witness(kind, rules.patterns(), needed)
                .shortest(state ->
                        wanted.stream().allMatch(one -> one.as().test(rules.decide(one.permission(), state))))
                .map(object -> Access.decoded(kind, wanted.get(0).permission(), object));
    }

    /**
     * A permission that is granted in some way.
     *
     * @param as whether a decision is what is meant; a rule that alone would not lead to one is none that could
     */
    public record Wanted(String permission, Predicate<Decision> as) {}

    private Decision decideAlone(Access access) {
        return of(access.kind()).decide(access.permission(), access.encoded());
    }

    /** A link of a rule that says {@code subset}, or no target, may not have more permissions than the file it leads to. */
    private Decision compareWithTarget(Access link, Decision decision) {
        if (!decideAlone(new Access(Kind.LINK, "subset", link.object())).allowed()) {
            return decision;
        }
        String owner = link.object().get(2);
        for (String permission : Kind.FILE.permissions()) {
            Decision own = file(permission, link.object().get(0), owner);
            Decision target = file(permission, link.object().get(1), owner);
            if (own.allowed() && !(target.allowed() && target.exec().equals(own.exec()))) {
                return new Decision(false, true, own.because(), List.of(), own.exec());
            }
        }
        return decision;
    }

    private Decision file(String permission, String name, String owner) {
        return decideAlone(new Access(Kind.FILE, permission, List.of(name, owner)));
    }

    KindRules of(Kind kind) {
        return kinds.computeIfAbsent(kind, absent -> new KindRules(List.of(), automata));
    }
}
