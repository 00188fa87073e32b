package org.aafleet.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.aafleet.policy.access.AccessRules;
import org.aafleet.policy.access.PolicyDiff;
import org.aafleet.policy.access.UselessRules;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UselessRulesTest {

    @TempDir
    private Path directory;

    private EffectiveProfile profile(String body) {
        Problems problems = new Problems();
        SearchPath path = new SearchPath(List.of(directory), directory);
        String text = "profile p {\n" + body + "\n}\n";
        ProfileFile file =
                new PolicyLoader(path).load(ProfileFile.parse(new Source("policy", text), problems), problems);
        EffectiveProfile profile = EffectiveProfile.of(file, path, problems).get(0);
        assertThat(problems.all()).isEmpty();
        return profile;
    }

    private static List<UselessRules.Useless> find(EffectiveProfile profile) {
        return UselessRules.of(
                profile,
                AccessRules.of(profile, new Problems()),
                rule -> rule.through().isEmpty());
    }

    /** Line of each that is useless, and of the one that does instead. */
    private List<String> useless(String body) {
        return find(profile(body)).stream()
                .map(useless -> useless.rule().at().line() + " for "
                        + useless.instead().at().line())
                .toList();
    }

    @Test
    void names_duplicates_and_what_wider_rules_cover() {
        assertThat(useless("/a r,\n/b r,\n/a r,")).containsExactly("4 for 2");
        assertThat(useless("/srv/** rw,\n/srv/shop/x r,")).containsExactly("3 for 2");
        assertThat(useless("/srv/shop/x r,\n/srv/** rw,")).containsExactly("2 for 3");
        assertThat(useless("capability chown,\ncapability,")).containsExactly("2 for 3");
        assertThat(useless("network inet stream,\nnetwork inet,")).containsExactly("2 for 3");
        assertThat(useless("/{a,b} r,\n/a r,\n/b r,")).containsExactly("3 for 2", "4 for 2");
    }

    @Test
    void leaves_what_says_something_of_its_own() {
        assertThat(useless("/srv/** r,\n/srv/x rw,")).isEmpty();
        assertThat(useless("/srv/** rw,\ndeny /srv/x w,")).isEmpty();
        assertThat(useless("owner /srv/** r,\n/srv/x r,")).isEmpty();
        assertThat(useless("/srv/** r,\naudit /srv/x r,")).isEmpty();
        assertThat(useless("/bin/* ix,\n/bin/sh Px,")).isEmpty();
        assertThat(useless("deny /x r,")).isEmpty();
    }

    @Test
    void knows_what_includes_cover_and_leaves_them_alone() throws IOException {
        Files.writeString(directory.resolve("base"), "/a r,\n/a r,\n");
        List<UselessRules.Useless> found = find(profile("include <base>\n/a r,"));
        assertThat(found).hasSize(1);
        assertThat(found.get(0).rule().at().line()).isEqualTo(3);
        assertThat(found.get(0).instead().at().file()).endsWith("base");
    }

    /** Without them nothing changes. */
    @Test
    void are_useless() {
        LongStream.range(0, 300).parallel().forEach(seed -> {
            RandomFileRules random = new RandomFileRules(new Random(seed), "");
            EffectiveProfile with = profile(String.join("\n", random.rules(12, random.pick(List.of("ix", "Px")))));
            List<ActiveRule> rules = new ArrayList<>(with.rules());
            find(with).forEach(useless -> rules.remove(useless.rule()));
            EffectiveProfile without = new EffectiveProfile(with.name(), with.declared(), with.variables(), rules);
            assertThat(PolicyDiff.between(List.of(with), List.of(without), new Problems()))
                    .as("seed " + seed)
                    .isEmpty();
        });
    }
}
