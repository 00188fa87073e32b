package org.aafleet.learn;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.policy.ActiveRule;
import org.aafleet.policy.EffectiveProfile;
import org.aafleet.policy.ProfileFile;
import org.aafleet.policy.SearchPath;
import org.aafleet.policy.model.Profile;
import org.aafleet.policy.model.Rule;
import org.aafleet.policy.model.Statement;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;

/** Profiles and rules from a text that is not in a file yet. */
final class ProfileText {

    private static final Path DIRECTORY = Path.of("/learn");
    private static final Path FILE = DIRECTORY.resolve("profile");

    /** Of {@code tunables/global}, as every release since 2.13 has them, for a profile of which nothing else is known. */
    private static final String TUNABLES = """
            @{PROC}=/proc/
            @{sys}=/sys/
            @{HOMEDIRS}=/home/
            @{HOME}=@{HOMEDIRS}/*/ /root/
            @{pid}=[0-9]*
            @{pids}=@{pid}
            @{tid}=[0-9]*
            @{multiarch}=*-linux-gnu*
            """;

    private ProfileText() {}

    /** A profile that allows nothing. */
    static EffectiveProfile empty(String name) {
        // Its own name could be one that no policy can hold; what counts are the variables.
        EffectiveProfile nameless = read(TUNABLES + "profile nameless {\n}\n").get(0);
        return new EffectiveProfile(name, nameless.declared(), nameless.variables(), List.of());
    }

    private static List<EffectiveProfile> read(String text) {
        SearchPath only = SearchPath.among(Map.of(FILE, text), DIRECTORY);
        return EffectiveProfile.unchecked(FILE, only, new Problems());
    }

    private static List<Statement> statements(List<String> texts) {
        Source source = new Source("decided", String.join("\n", texts) + "\n");
        return ProfileFile.parseFragment(source, new Problems()).statements();
    }

    /** @param searchPath where what they include is; what is not found is left out */
    static List<ActiveRule> rules(List<String> texts, SearchPath searchPath) {
        if (texts.stream().noneMatch(text -> text.contains("include"))) {
            return rules(statements(texts));
        }
        String text = TUNABLES + "profile nameless {\n" + String.join("\n", texts) + "\n}\n";
        return EffectiveProfile.unchecked(FILE, searchPath.with(Map.of(FILE, text), DIRECTORY), new Problems()).stream()
                .findFirst()
                .map(EffectiveProfile::rules)
                .orElseGet(() -> rules(statements(texts)));
    }

    /**
     * Children and hats that stand among the rules of a profile.
     *
     * @param around the profile
     * @param searchPath where what they include is; what is not found is left out
     */
    static List<EffectiveProfile> children(EffectiveProfile around, List<String> texts, SearchPath searchPath) {
        List<EffectiveProfile> children = new ArrayList<>();
        for (Statement statement : statements(texts)) {
            if (statement instanceof Profile child) {
                String text = "profile nameless {\n" + body(child, texts) + "\n}\n";
                SearchPath with = searchPath.with(Map.of(FILE, TUNABLES + text), DIRECTORY);
                List<EffectiveProfile> read = EffectiveProfile.unchecked(FILE, with, new Problems());
                children.add(new EffectiveProfile(
                        around.name() + "//" + child.header().name().text(),
                        around.declared(),
                        around.variables(),
                        read.isEmpty() ? rules(child.body()) : read.get(0).rules()));
            }
        }
        return children;
    }

    private static String body(Profile child, List<String> texts) {
        String all = String.join("\n", texts) + "\n";
        String text = all.substring(child.span().start(), child.span().end());
        return text.substring(text.indexOf('{') + 1, text.lastIndexOf('}'));
    }

    private static List<ActiveRule> rules(List<Statement> body) {
        List<ActiveRule> rules = new ArrayList<>();
        for (Statement statement : body) {
            if (statement instanceof Rule rule) {
                rules.add(new ActiveRule(rule, rule.qualifiers(), List.of(), false));
            }
        }
        return rules;
    }

    /** What is wrong with a rule that a person typed. */
    static Optional<String> problem(String text) {
        Problems problems = new Problems();
        CurrentPolicy.parsed(text, problems);
        return problems.all().stream().map(problem -> problem.message()).findFirst();
    }
}
