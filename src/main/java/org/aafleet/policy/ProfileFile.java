package org.aafleet.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.aafleet.policy.model.Include;
import org.aafleet.policy.model.Profile;
import org.aafleet.policy.model.Rule;
import org.aafleet.policy.model.Statement;
import org.aafleet.policy.syntax.PolicyParser;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;

/**
 * A policy file as it stands, includes not followed. Where problems were reported, what was wrong is left out.
 *
 * @param statements preamble and profiles; of a fragment what stands in a profile's body
 */
public record ProfileFile(Source source, List<Statement> statements) {

    public ProfileFile {
        statements = List.copyOf(statements);
    }

    /** A file of profiles, or of tunables: a preamble alone is a policy file too. */
    public static ProfileFile parse(Source source, Problems problems) {
        return new ProfileFile(source, PolicyParser.file(source, problems));
    }

    /** A file that is included within a profile: an abstraction, {@code local/NAME}. */
    public static ProfileFile parseFragment(Source source, Problems problems) {
        return new ProfileFile(source, PolicyParser.fragment(source, problems));
    }

    /**
     * One or more rules and nothing else, such as a person wrote into YAML. A text without a rule is a problem.
     *
     * @param base where the text starts in that other file; its problems are reported there
     */
    public static List<Rule> parseRules(String text, Location base, Problems problems) {
        Problems own = new Problems();
        List<Rule> rules = PolicyParser.rules(new Source(base.file(), text), base, own);
        if (rules.isEmpty() && !own.hasErrors()) {
            own.add(Problem.error(base, "a rule is missing here"));
        }
        problems.addAll(own.all());
        return rules;
    }

    /** All profiles with their children and hats, each after its parent. */
    public List<NamedProfile> profiles() {
        List<NamedProfile> found = new ArrayList<>();
        collect(statements, "", found);
        return found;
    }

    /** The names in angle brackets that it includes, in its preamble and in its profiles. */
    public Set<String> includes() {
        Set<String> names = new TreeSet<>();
        collectIncludes(statements, names);
        return names;
    }

    private static void collectIncludes(List<Statement> statements, Set<String> names) {
        for (Statement statement : statements) {
            if (statement instanceof Include include && include.file().magic()) {
                names.add(include.file().path());
            } else if (statement instanceof Profile profile) {
                collectIncludes(profile.body(), names);
            } else {
                collectIncludes(Statements.nested(statement), names);
            }
        }
    }

    private static void collect(List<Statement> statements, String parent, List<NamedProfile> found) {
        for (Statement statement : statements) {
            if (statement instanceof Profile profile) {
                NamedProfile named = NamedProfile.of(profile, parent);
                found.add(named);
                collect(profile.body(), named.kernelName() + "//", found);
            } else {
                collect(Statements.nested(statement), parent, found);
            }
        }
    }
}
