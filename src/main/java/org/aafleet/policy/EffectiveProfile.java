package org.aafleet.policy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aafleet.policy.glob.Escapes;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;
import org.aafleet.policy.model.Conditional;
import org.aafleet.policy.model.FileRule;
import org.aafleet.policy.model.Include;
import org.aafleet.policy.model.LinkRule;
import org.aafleet.policy.model.Profile;
import org.aafleet.policy.model.Qualifiers;
import org.aafleet.policy.model.Rule;
import org.aafleet.policy.model.RuleBlock;
import org.aafleet.policy.model.Statement;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;

/**
 * A profile, child or hat with all rules that count in it, and what its variables stand for there.
 *
 * @param name as the kernel lists it
 */
public record EffectiveProfile(String name, NamedProfile declared, Variables variables, List<ActiveRule> rules) {

    public EffectiveProfile {
        rules = List.copyOf(rules);
    }

    /** All profiles of a file, with what it includes; none where a parser would refuse it. */
    public static List<EffectiveProfile> read(Path file, SearchPath searchPath, Problems problems) {
        return load(file, searchPath, problems)
                .map(policy -> checked(policy, searchPath, problems))
                .orElse(List.of());
    }

    /** All profiles of a file that a parser has taken before, with what it includes; none where it cannot be parsed. */
    public static List<EffectiveProfile> unchecked(Path file, SearchPath searchPath, Problems problems) {
        return load(file, searchPath, problems)
                .filter(policy -> !problems.hasErrors())
                .map(policy -> of(policy, searchPath, problems))
                .orElse(List.of());
    }

    private static Optional<ProfileFile> load(Path file, SearchPath searchPath, Problems problems) {
        return problems.collect(() -> searchPath.read(file))
                .map(source -> new PolicyLoader(searchPath).load(ProfileFile.parse(source, problems), problems));
    }

    private static List<EffectiveProfile> checked(ProfileFile policy, SearchPath searchPath, Problems problems) {
        PolicyChecker.check(policy, searchPath, problems);
        return problems.hasErrors() ? List.of() : of(policy, searchPath, problems);
    }

    /**
     * All profiles of a policy, each after its parent; what cannot be understood is reported and left out.
     *
     * @param policy as {@link PolicyLoader} returns it
     */
    public static List<EffectiveProfile> of(ProfileFile policy, SearchPath searchPath, Problems problems) {
        Variables variables = PolicyChecker.variables(policy, searchPath, problems);
        List<EffectiveProfile> profiles = new ArrayList<>();
        for (NamedProfile named : policy.profiles()) {
            try {
                String name = named.expanded(variables);
                String ownName = Escapes.escape(NamedProfile.withoutNamespace(name));
                Variables inside =
                        AutomaticVariables.with(variables.with("profile_name", ownName), named, Optional.empty());
                List<ActiveRule> rules = new Collector(inside, problems).collect(named.profile());
                rules.addAll(ImpliedRules.of(named, hasChildren(named, policy), rules));
                profiles.add(new EffectiveProfile(name, named, inside, rules));
            } catch (GlobException e) {
                problems.add(Problem.error(
                        named.profile().span().at(), named.profile().construct() + ": " + e.getMessage()));
            }
        }
        return profiles;
    }

    private static boolean hasChildren(NamedProfile named, ProfileFile policy) {
        String prefix = named.kernelName() + "//";
        return policy.profiles().stream().anyMatch(other -> other.kernelName().startsWith(prefix));
    }

    /** Goes through the body of one profile. */
    private static final class Collector {

        private final Variables variables;
        private final Problems problems;
        private final List<ActiveRule> rules = new ArrayList<>();

        Collector(Variables variables, Problems problems) {
            this.variables = variables;
            this.problems = problems;
        }

        List<ActiveRule> collect(Profile profile) {
            collect(profile.body(), Optional.empty(), List.of());
            return rules;
        }

        private void collect(List<Statement> body, Optional<Qualifiers> block, List<Location> through) {
            for (Statement statement : body) {
                if (statement instanceof Rule rule) {
                    add(rule, block, through);
                } else if (statement instanceof Include include) {
                    List<Location> further = new ArrayList<>(through);
                    further.add(include.span().at());
                    collect(include.content(), block, further);
                } else if (statement instanceof RuleBlock inner) {
                    collect(inner.body(), Optional.of(with(block, inner.qualifiers())), through);
                } else if (statement instanceof Conditional conditional) {
                    collect(new Conditions(variables).taken(conditional, problems), block, through);
                }
            }
        }

        /** Parsers up to 5.0 silently drop all but file rules from a block. */
        private void add(Rule rule, Optional<Qualifiers> block, List<Location> through) {
            boolean ofFiles = rule instanceof FileRule || rule instanceof LinkRule;
            if (block.isEmpty() || ofFiles) {
                rules.add(new ActiveRule(rule, with(block, rule.qualifiers()), through, false));
            }
        }

        private static Qualifiers with(Optional<Qualifiers> outer, Qualifiers inner) {
            return outer.map(around -> new Qualifiers(
                            inner.priority() == 0 ? around.priority() : inner.priority(),
                            around.audit() || inner.audit(),
                            inner.mode().or(around::mode),
                            inner.owner().or(around::owner)))
                    .orElse(inner);
        }
    }
}
