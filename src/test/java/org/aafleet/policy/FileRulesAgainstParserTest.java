package org.aafleet.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.aafleet.policy.access.FileAccess;
import org.aafleet.policy.access.FileRules;
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
    private static final List<FileAccess> ACCESSES = List.of(
            FileAccess.READ, FileAccess.WRITE, FileAccess.APPEND, FileAccess.LOCK, FileAccess.MMAP, FileAccess.EXECUTE);

    @TempDir
    private Path directory;

    @Test
    void agrees_with_the_tables_of_the_real_parser() {
        if (!Files.exists(FEATURES)) {
            Assumptions.abort("SKIPPED: " + FEATURES + " is missing; it is in Debian's package apparmor");
        }
        ReferenceParser parser = ReferenceParser.find(directory, FEATURES, "-Ono-equiv", "-Ono-diff-encode");
        Long one = Long.getLong("policy.seed");
        LongStream seeds = one == null ? LongStream.range(0, PROFILES) : LongStream.of(one);
        seeds.parallel().forEach(seed -> compare(parser, seed));
    }

    private static void compare(ReferenceParser parser, long seed) {
        RandomProfile random = new RandomProfile(new Random(seed));
        String text = random.profile();
        CompiledFileRules compiled = CompiledFileRules.of(parser.compile(Glob.bytes(text))
                .orElseThrow(() -> new AssertionError("-Dpolicy.seed=" + seed + ": not compiled:\n" + text)));
        Problems problems = new Problems();
        ProfileFile file = ProfileFile.parse(new Source("random", text), problems);
        EffectiveProfile profile = EffectiveProfile.of(file, new SearchPath(List.of(), Path.of("/")), problems)
                .get(0);
        FileRules rules = new FileRules(profile, problems);
        assertThat(problems.all()).as(text).isEmpty();
        for (int i = 0; i < 60; i++) {
            String name = random.name();
            for (FileAccess access : ACCESSES) {
                for (boolean owner : new boolean[] {true, false}) {
                    assertThat(rules.decide(access, name, owner).allowed())
                            .as(
                                    "-Dpolicy.seed=%d: %s of %s as %s:%n%s",
                                    seed, access, name, owner ? "owner" : "other", text)
                            .isEqualTo(compiled.grants(access.letter(), name, owner));
                }
            }
        }
    }

    /** Of few letters, so that rules meet. */
    private record RandomProfile(Random random) {

        private static final List<String> PARTS = List.of(
                "a",
                "b",
                "ab",
                ".a",
                "*",
                "**",
                "?",
                "[ab]",
                "[^a]",
                "{a,b}",
                "{a*,b/}",
                "a*",
                "*b",
                "*.b",
                "\\*",
                "[a-c]?",
                "{,a}",
                "{a,b{,a}}",
                "é",
                "\\x41");
        private static final List<String> NAMES =
                List.of("a", "b", "ab", ".a", "aa", "ba", "a.b", "*", "c", "A", "é", "bb");

        String profile() {
            StringBuilder text = new StringBuilder("profile random /random {\n");
            String exec = pick(List.of("ix", "Px", "Ux", "pix", "Cx -> c"));
            int rules = 1 + random.nextInt(9);
            for (int i = 0; i < rules; i++) {
                text.append("  ").append(rule(exec)).append('\n');
            }
            return text + "  profile c { }\n}\n";
        }

        private String rule(String exec) {
            boolean deny = random.nextInt(4) == 0;
            String qualifiers = (random.nextInt(6) == 0 ? "audit " : "")
                    + (deny ? "deny " : random.nextInt(8) == 0 ? "allow " : "")
                    + (random.nextInt(4) == 0 ? "owner " : "");
            if (!deny && random.nextInt(25) == 0 && exec.equals("ix")) {
                return qualifiers.replace("owner ", "") + "file,";
            }
            String letters = letters();
            boolean executes = random.nextInt(4) == 0;
            String mode = executes ? deny ? "x" : exec.split(" ", 2)[0] : "";
            String target = executes && !deny && exec.contains("->") ? " -> c" : "";
            String permissions = letters + mode;
            return qualifiers + pattern() + " " + (permissions.isEmpty() ? "r" : permissions) + target + ",";
        }

        private String letters() {
            StringBuilder letters = new StringBuilder();
            for (String letter : List.of("r", random.nextBoolean() ? "w" : "a", "k", "m")) {
                if (random.nextInt(3) == 0) {
                    letters.append(letter);
                }
            }
            return letters.toString();
        }

        private String pattern() {
            return path(PARTS);
        }

        String name() {
            return path(NAMES);
        }

        private String path(List<String> parts) {
            List<String> chosen = new ArrayList<>();
            int length = 1 + random.nextInt(3);
            for (int i = 0; i < length; i++) {
                chosen.add(pick(parts) + (random.nextInt(5) == 0 ? pick(parts) : ""));
            }
            return "/" + String.join("/", chosen) + (random.nextInt(4) == 0 ? "/" : "");
        }

        private String pick(List<String> from) {
            return from.get(random.nextInt(from.size()));
        }
    }
}
