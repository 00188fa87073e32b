package org.aafleet.policy.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.aafleet.policy.EffectiveProfile;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.PathNames;
import org.aafleet.policy.model.Condition;
import org.aafleet.problem.Problems;

/** The difference in meaning between two policies, profile by profile. */
public final class PolicyDiff {

    private final Problems problems;
    private final Automata automata;

    private PolicyDiff(Automata automata, Problems problems) {
        this.automata = automata;
        this.problems = problems;
    }

    /**
     * @return an entry for each profile, child or hat whose meaning changes
     * @param problems of rules that mean nothing; they are left out
     */
    public static List<ProfileChange> between(
            List<EffectiveProfile> before, List<EffectiveProfile> after, Problems problems) {
        return between(before, after, new Automata(), problems);
    }

    /**
     * @return an entry for each profile, child or hat whose meaning changes
     * @param automata shared with other readers of the same profiles
     * @param problems of rules that mean nothing; they are left out
     */
    public static List<ProfileChange> between(
            List<EffectiveProfile> before, List<EffectiveProfile> after, Automata automata, Problems problems) {
        PolicyDiff diff = new PolicyDiff(automata, problems);
        Map<String, EffectiveProfile> old = byName(before);
        Map<String, EffectiveProfile> now = byName(after);
        Set<String> names = new LinkedHashSet<>(now.keySet());
        names.addAll(old.keySet());
        return names.stream()
                .map(name -> diff.change(name, Optional.ofNullable(old.get(name)), Optional.ofNullable(now.get(name))))
                .filter(change -> !change.isNone())
                .toList();
    }

    private static Map<String, EffectiveProfile> byName(List<EffectiveProfile> profiles) {
        Map<String, EffectiveProfile> named = new LinkedHashMap<>();
        profiles.forEach(profile -> named.put(profile.name(), profile));
        return named;
    }

    private ProfileChange change(String name, Optional<EffectiveProfile> before, Optional<EffectiveProfile> after) {
        if (before.isEmpty()) {
            return new ProfileChange(name, List.of("new profile"), List.of(), Optional.empty());
        }
        if (after.isEmpty()) {
            return new ProfileChange(name, List.of("no longer there"), List.of(), Optional.empty());
        }
        List<String> terms = terms(before.get(), after.get());
        try {
            List<AccessChange> accesses = AccessDiff.between(
                    AccessRules.of(before.get(), problems, automata), AccessRules.of(after.get(), problems, automata));
            return new ProfileChange(name, terms, accesses, Optional.empty());
        } catch (TooComplexException e) {
            return new ProfileChange(name, terms, List.of(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private static List<String> terms(EffectiveProfile before, EffectiveProfile after) {
        List<String> terms = new ArrayList<>();
        flags(before.declared().flags(), after.declared().flags()).ifPresent(terms::add);
        compare("attachment", attachment(before), attachment(after), terms);
        compare("xattrs", xattrs(before), xattrs(after), terms);
        compare("rlimits", Limits.of(before), Limits.of(after), terms);
        return terms;
    }

    private static void compare(String what, String before, String after, List<String> terms) {
        if (!before.equals(after)) {
            terms.add(what + ": " + orNone(before) + " -> " + orNone(after));
        }
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "none" : text;
    }

    /** What comes and what goes; the others are of no interest, and there are many profiles. */
    private static Optional<String> flags(Collection<String> before, Collection<String> after) {
        Set<String> changes = new TreeSet<>();
        after.stream().filter(flag -> !before.contains(flag)).forEach(flag -> changes.add("+" + flag));
        before.stream().filter(flag -> !after.contains(flag)).forEach(flag -> changes.add("-" + flag));
        return changes.isEmpty() ? Optional.empty() : Optional.of("flags: " + String.join(" ", changes));
    }

    private static String attachment(EffectiveProfile profile) {
        String pattern = profile.declared().attachment().orElse("");
        try {
            return PathNames.singleSlashes(profile.variables().expand(pattern));
        } catch (GlobException e) {
            return pattern;
        }
    }

    private static String xattrs(EffectiveProfile profile) {
        return String.join(
                " ",
                profile.declared().profile().header().xattrs().stream()
                        .map(Condition::toString)
                        .sorted()
                        .toList());
    }
}
