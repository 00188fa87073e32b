package org.aafleet.policy.strength;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aafleet.policy.ActiveRule;
import org.aafleet.policy.EffectiveProfile;
import org.aafleet.policy.access.Access;
import org.aafleet.policy.access.AccessRules;
import org.aafleet.policy.access.Automata;
import org.aafleet.policy.access.Decision;
import org.aafleet.problem.Problems;

/**
 * How well a profile holds a process that an attacker has taken over.
 *
 * @param name of the profile, as the kernel lists it
 * @param points of 100; 0 for one that denies nothing
 * @param weaknesses the heaviest first
 */
public record Strength(String name, int points, List<Weakness> weaknesses) {

    private static final List<Danger> DANGERS = Danger.all();

    private static final Danger UNCONFINED_PROGRAMS = new Danger(
            50, "leaves its confinement", Access.file('x', "/", true), "runs programs without any confinement");
    private static final Danger OWN_PROGRAMS = new Danger(
            40, "runs what it writes", Access.file('x', "/", true), "runs any code that an attacker puts there");

    /**
     * @param danger what it can do
     * @param example an access that shows it
     * @param because the rule that allows it
     */
    public record Weakness(Danger danger, Access example, ActiveRule because) {}

    public Strength {
        weaknesses = List.copyOf(weaknesses);
    }

    /** @param problems of rules that mean nothing; they are left out */
    public static Strength of(EffectiveProfile profile, Problems problems) {
        return of(profile, problems, new Automata());
    }

    /** @param automata shared with other profiles */
    public static Strength of(EffectiveProfile profile, Problems problems, Automata automata) {
        Strength enforced = enforced(profile, problems, automata);
        boolean holds = profile.declared().mode().equals("enforce")
                || profile.declared().mode().equals("kill");
        return holds ? enforced : new Strength(enforced.name(), 0, enforced.weaknesses());
    }

    /**
     * As it is once it is enforced, whatever its mode is now.
     *
     * @param automata shared with other profiles
     */
    public static Strength enforced(EffectiveProfile profile, Problems problems, Automata automata) {
        AccessRules rules = AccessRules.of(withoutEncryptedHomes(profile), problems, automata);
        List<Weakness> weaknesses = new ArrayList<>();
        for (Danger danger : DANGERS) {
            Decision decision = rules.decide(danger.access());
            if (decision.allowed() && !isConfinedAnew(decision)) {
                decision.because().ifPresent(rule -> weaknesses.add(new Weakness(danger, danger.access(), rule)));
            }
        }
        Programs programs = new Programs(rules);
        programs.unconfined().ifPresent(found -> weaknesses.add(weakness(UNCONFINED_PROGRAMS, found)));
        programs.ofItsOwn().ifPresent(found -> weaknesses.add(weakness(OWN_PROGRAMS, found)));
        weaknesses.sort(
                Comparator.comparingInt((Weakness weakness) -> weakness.danger().weight())
                        .reversed());
        return new Strength(profile.name(), points(weaknesses), weaknesses);
    }

    /**
     * Every profile with AppArmor's abstractions/base may write and run what lies below {@code .Private}, where ecryptfs keeps a
     * home; none may make that directory.
     */
    private static EffectiveProfile withoutEncryptedHomes(EffectiveProfile profile) {
        List<ActiveRule> rules = profile.rules().stream()
                .filter(active -> active.rule().patterns().stream()
                        .noneMatch(pattern -> pattern.text().contains("/.Private/")))
                .toList();
        return new EffectiveProfile(profile.name(), profile.declared(), profile.variables(), rules);
    }

    /** Under a profile of its own a program is no gain for an attacker. */
    private static boolean isConfinedAnew(Decision decision) {
        return decision.exec().filter(way -> way.matches("(?i)[pc]i?x.*")).isPresent();
    }

    private static Weakness weakness(Danger danger, Programs.Found found) {
        return new Weakness(danger, found.example(), found.because());
    }

    /** The heaviest of each group, and a point for each other. */
    private static int points(List<Weakness> weaknesses) {
        Map<String, Integer> heaviest = new HashMap<>();
        int lost = 0;
        for (Weakness weakness : weaknesses) {
            boolean first = heaviest.putIfAbsent(
                            weakness.danger().group(), weakness.danger().weight())
                    == null;
            lost += first ? weakness.danger().weight() : 1;
        }
        return Math.max(1, 100 - lost);
    }

    /** A profile that only complains holds nobody, whatever its rules. */
    public boolean isEnforced() {
        return points > 0;
    }

    /** From A, which holds, to F, which does not. */
    public char grade() {
        if (points >= 90) {
            return 'A';
        }
        if (points >= 75) {
            return 'B';
        }
        if (points >= 50) {
            return 'C';
        }
        return points >= 25 ? 'D' : points > 1 ? 'E' : 'F';
    }
}
