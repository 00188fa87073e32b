package org.aafleet.policy.lint;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.aafleet.policy.ActiveRule;
import org.aafleet.policy.EffectiveProfile;
import org.aafleet.policy.Linter;
import org.aafleet.policy.ProfileFile;
import org.aafleet.policy.SearchPath;
import org.aafleet.policy.access.AccessRules;
import org.aafleet.policy.access.Automata;
import org.aafleet.policy.access.UselessRules;
import org.aafleet.policy.access.UselessRules.Useless;
import org.aafleet.policy.strength.Strength;
import org.aafleet.policy.strength.Strength.Weakness;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;

/**
 * Warnings about policy that a parser takes: rules without effect, dangerous ones, what is deprecated. What many files include is
 * made ready once.
 */
public final class Advice implements Linter.Advisor {

    /** From here on a rule gives away the host. */
    private static final int DANGEROUS = 50;

    private final Automata automata;
    private final Predicate<ActiveRule> looked;

    /** Of rules that stand in the file itself: what it includes serves others too. */
    public Advice() {
        this(new Automata(), rule -> rule.through().isEmpty());
    }

    /**
     * @param automata shared with other readers of the same profiles
     * @param looked which rules are spoken of
     */
    public Advice(Automata automata, Predicate<ActiveRule> looked) {
        this.automata = automata;
        this.looked = looked;
    }

    @Override
    public void add(ProfileFile policy, SearchPath searchPath, Problems problems) {
        for (EffectiveProfile profile : EffectiveProfile.of(policy, searchPath, new Problems())) {
            header(profile).ifPresent(problems::add);
            UselessRules.of(profile, AccessRules.of(profile, new Problems(), automata), looked).stream()
                    .map(Advice::useless)
                    .forEach(problems::add);
            Set<ActiveRule> told = new HashSet<>();
            Strength.of(profile, new Problems(), automata).weaknesses().stream()
                    .filter(weakness -> weakness.danger().weight() >= DANGEROUS
                            && looked.test(weakness.because())
                            && told.add(weakness.because()))
                    .map(Advice::dangerous)
                    .forEach(problems::add);
        }
    }

    /** What {@code apparmor_parser --warn=deprecated} says since 4.0. */
    private static Optional<Problem> header(EffectiveProfile profile) {
        boolean path = profile.name().startsWith("/")
                && !profile.declared().isChild()
                && profile.declared().profile().header().attachment().isEmpty();
        return path
                ? Optional.of(Problem.warning(
                                profile.declared().profile().header().span().at(),
                                "profile: a path as its name is deprecated")
                        .withHint("'profile NAME " + profile.name() + "'"))
                : Optional.empty();
    }

    private static Problem useless(Useless useless) {
        return warning(
                useless.rule(),
                "says nothing that '" + useless.instead().rule().text() + "' at "
                        + useless.instead().at() + " does not");
    }

    /** The heaviest of what the rule allows. */
    private static Problem dangerous(Weakness weakness) {
        List<String> object = weakness.example().object();
        return warning(
                weakness.because(),
                "a captured process " + weakness.danger().group() + ": "
                        + (object.isEmpty() ? "" : object.get(0) + ", ")
                        + weakness.danger().why());
    }

    private static Problem warning(ActiveRule rule, String what) {
        return Problem.warning(rule.at(), rule.rule().construct() + ": " + what);
    }
}
