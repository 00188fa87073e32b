package org.aafleet.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.aafleet.policy.glob.Glob;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;
import org.aafleet.policy.model.Aare;
import org.aafleet.policy.model.Abi;
import org.aafleet.policy.model.Conditional;
import org.aafleet.policy.model.FlagList;
import org.aafleet.policy.model.Include;
import org.aafleet.policy.model.Profile;
import org.aafleet.policy.model.ProfileName;
import org.aafleet.policy.model.Rule;
import org.aafleet.policy.model.Span;
import org.aafleet.policy.model.Statement;
import org.aafleet.policy.model.Word;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;

/** Checks profiles of one level and, through them, their children and hats. */
final class ProfileChecker {

    private static final Pattern WILDCARD = Pattern.compile("(?<!\\\\)([{}\\[\\]*?])");

    private final Variables variables;
    private final AbiFiles abis;
    private final Problems problems;

    ProfileChecker(Variables variables, AbiFiles abis, Problems problems) {
        this.variables = variables;
        this.abis = abis;
        this.problems = problems;
    }

    void checkSiblings(List<Profile> siblings) {
        Set<ProfileName> names = new HashSet<>();
        for (Profile profile : siblings) {
            Optional<ProfileName> name =
                    ProfileName.parse(profile.header().name().text());
            if (name.isPresent() && !names.add(name.get())) {
                error(profile.span(), profile.construct() + ": '" + name.get().name() + "' is defined twice");
            }
            check(profile);
        }
    }

    private void check(Profile profile) {
        Optional<String> name = header(profile);
        List<Statement> body = new ArrayList<>();
        flatten(profile.body(), body);
        Variables inside = builtIn(profile, name.orElse("unknown"));
        List<Profile> children = new ArrayList<>();
        List<Rule> rules = new ArrayList<>();
        for (Statement statement : body) {
            if (statement instanceof Profile child) {
                children.add(child);
            } else if (statement instanceof Rule rule) {
                rules.add(rule);
            } else if (statement instanceof Abi abi) {
                abis.check(abi, problems);
            }
        }
        rules.forEach(rule -> patterns(rule, inside));
        new ExecConflicts(inside, abis.parser(), problems).check(rules);
        checkSiblings(children);
    }

    /**
     * The name is no pattern. Parser 5.0 adds the two paths, in the place of variables of the same names, for profiles that
     * attach to a program; for an older one {@link AutomaticVariables} reports them.
     */
    private Variables builtIn(Profile profile, String name) {
        Variables found = variables.with("profile_name", WILDCARD.matcher(name).replaceAll("\\\\$1"));
        return AutomaticVariables.with(found, NamedProfile.of(profile, ""), abis.parser());
    }

    /** What counts: taken branches of conditionals, the rules of includes and blocks. */
    private void flatten(List<Statement> statements, List<Statement> flat) {
        for (Statement statement : statements) {
            if (statement instanceof Conditional conditional) {
                flatten(new Conditions(variables).taken(conditional, problems), flat);
            } else if (statement instanceof Include) {
                flatten(Statements.nested(statement), flat);
            } else {
                List<Statement> nested = Statements.nested(statement);
                flat.add(statement);
                flatten(nested.stream().filter(Rule.class::isInstance).toList(), flat);
            }
        }
    }

    /** The name with its variables expanded, where it can be. */
    private Optional<String> header(Profile profile) {
        Optional<String> name = expand(profile.header().name(), profile);
        profile.header()
                .attachment()
                .ifPresent(attachment ->
                        expand(attachment, profile).ifPresent(pattern -> glob(pattern, attachment.span(), "profile")));
        if (profile.header().attachment().isEmpty()) {
            name.ifPresent(pattern -> glob(pattern, profile.header().span(), "profile"));
        }
        profile.header().flags().map(FlagList::flags).stream()
                .flatMap(List::stream)
                .filter(flag -> flag.text().matches("attach_disconnected\\.(path|ipc)=.*"))
                .forEach(flag -> disconnectedPath(flag, profile));
        return name;
    }

    private void disconnectedPath(Word flag, Profile profile) {
        expand(flag, profile)
                .map(text -> text.substring(text.indexOf('=') + 1))
                .filter(path -> !path.startsWith("/"))
                .ifPresent(path -> error(flag.span(), "flags: the path of attach_disconnected must start with '/'"));
    }

    private Optional<String> expand(Word word, Profile profile) {
        try {
            return Optional.of(variables.expand(word.text()));
        } catch (GlobException e) {
            error(word.span(), profile.construct() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private void patterns(Rule rule, Variables inside) {
        for (Aare pattern : rule.patterns()) {
            try {
                Glob.parse(inside.expand(pattern.text()));
            } catch (GlobException e) {
                error(rule.span(), rule.construct() + ": " + pattern + ": " + e.getMessage());
            }
        }
    }

    private void glob(String pattern, Span span, String construct) {
        try {
            Glob.parse(pattern);
        } catch (GlobException e) {
            error(span, construct + ": " + e.getMessage());
        }
    }

    private void error(Span span, String message) {
        problems.add(Problem.error(span.at(), message));
    }
}
