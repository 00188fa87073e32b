package org.aafleet.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.aafleet.policy.access.Access;
import org.aafleet.policy.access.AccessRules;
import org.aafleet.policy.glob.Glob;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the rules of seeded random profiles mean here, and in the tables that the real parser makes of them for the kernel. */
class FileRulesAgainstParserTest {

    private static final int PROFILES = Integer.getInteger("policy.profiles", 500);
    private static final Path FEATURES = Path.of("/etc/apparmor.d/abi/3.0");
    private static final List<String> NAMES =
            List.of("a", "b", "ab", ".a", "aa", "ba", "a.b", "*", "c", "A", "é", "bb");
    private static final List<Character> LETTERS = List.of('r', 'w', 'a', 'k', 'm', 'x');

    @TempDir
    private Path directory;

    @Test
    void agrees_with_the_tables_of_the_real_parser() {
        String missing = FEATURES + " is missing; it is in Debian's package apparmor";
        if (!Files.exists(FEATURES)) {
            assertThat(System.getenv()).as(missing).doesNotContainKey("CI");
            Assumptions.abort("SKIPPED: " + missing);
        }
        ReferenceParser parser = ReferenceParser.find(directory, FEATURES, "-Ono-equiv", "-Ono-diff-encode");
        Long one = Long.getLong("policy.seed");
        LongStream seeds = one == null ? LongStream.range(0, PROFILES) : LongStream.of(one);
        seeds.parallel().forEach(seed -> compare(parser, seed));
    }

    private static void compare(ReferenceParser parser, long seed) {
        RandomFileRules random = new RandomFileRules(new Random(seed), "");
        String text = profile(random);
        CompiledFileRules compiled = CompiledFileRules.of(parser.compile(Glob.bytes(text))
                .orElseThrow(() -> new AssertionError("-Dpolicy.seed=" + seed + ": not compiled:\n" + text)));
        Problems problems = new Problems();
        ProfileFile file = ProfileFile.parse(new Source("random", text), problems);
        EffectiveProfile profile = EffectiveProfile.of(file, new SearchPath(List.of(), Path.of("/")), problems)
                .get(0);
        AccessRules rules = AccessRules.of(profile, problems);
        assertThat(problems.all()).as(text).isEmpty();
        for (int i = 0; i < 60; i++) {
            String name = random.path(NAMES);
            for (char letter : LETTERS) {
                for (boolean owner : new boolean[] {true, false}) {
                    assertThat(rules.decide(Access.file(letter, name, owner)).allowed())
                            .as(
                                    "-Dpolicy.seed=%d: %c of %s as %s:%n%s",
                                    seed, letter, name, owner ? "owner" : "other", text)
                            .isEqualTo(compiled.grants(letter, name, owner));
                }
            }
        }
    }

    private static String profile(RandomFileRules random) {
        String exec = random.pick(List.of("ix", "Px", "Ux", "pix", "Cx -> c"));
        return "profile random /random {\n  " + String.join("\n  ", random.rules(9, exec)) + "\n  profile c { }\n}\n";
    }
}
