package org.aafleet.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.aafleet.policy.Linter.Verdict;
import org.aafleet.policy.access.Access;
import org.aafleet.policy.access.AccessRules;
import org.aafleet.policy.access.Automata;
import org.aafleet.policy.access.Kind;
import org.aafleet.policy.access.PolicyDiff;
import org.aafleet.policy.lint.Advice;
import org.aafleet.problem.Problems;
import org.junit.jupiter.api.Test;

/**
 * Damaged policy through the whole engine: lint with its advice, explain, and the difference to what it was. An answer, never an
 * exception or an endless loop.
 *
 * <p>{@code -Dpolicy.fuzz.seconds=3600} goes on for an hour; {@code -Dpolicy.fuzz.seed=N} begins elsewhere.
 */
class EngineFuzzTest {

    private static final int CASES = 300;

    /** No answer takes a hundredth of it. */
    private static final Duration HANG = Duration.ofMinutes(2);

    private static final Path FOUND = Path.of("src/test/resources/policy/found");

    private static final List<String> WORDS = List.of(
            "{",
            "}",
            ",",
            "(",
            ")",
            "\"",
            "\\",
            "=",
            "->",
            "#",
            "*",
            "**",
            "?",
            "[^/]",
            "{a,b,}",
            "@{HOME}",
            "@{X}",
            "deny ",
            "owner ",
            "audit ",
            "priority=7 ",
            "rwlkmix",
            "Cx -> c",
            "peer=(label=a)",
            "/**",
            "unix, ",
            "file, ",
            "all, ",
            "network, ",
            "mount, ",
            "signal, ",
            "include <abstractions/base>\n",
            "\0",
            "\u00e9");

    private final Automata automata = new Automata();
    private final SearchPath searchPath = new SearchPath(List.of(Path.of("/etc/apparmor.d")), Path.of(""));

    @Test
    void answers_whatever_the_damage() {
        long seconds = Long.getLong("policy.fuzz.seconds", 0);
        long first = Long.getLong("policy.fuzz.seed", 1);
        long until = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        List<String> corpus = corpus();
        for (long seed = first; seed < first + CASES || System.nanoTime() < until; seed++) {
            Random random = new Random(seed);
            String whole = corpus.get(random.nextInt(corpus.size()));
            answer("seed " + seed, whole, damaged(whole, corpus, random), random);
        }
    }

    /** What once was answered with an exception, or not at all. */
    @Test
    void answers_what_went_wrong_before() throws IOException {
        try (Stream<Path> files = Files.list(FOUND)) {
            for (Path file : files.sorted().toList()) {
                String text = Files.readString(file);
                answer(file.toString(), "profile a { }\n", text, new Random(1));
            }
        }
    }

    private static List<String> corpus() {
        List<Path> files = new ArrayList<>();
        Path tests = UpstreamSource.parserTests();
        UpstreamSource.simpleTests(tests).stream()
                .filter(file -> SimpleTest.read(file).accepted())
                .forEach(files::add);
        for (Path directory : List.of(Path.of("/etc/apparmor.d"), Path.of("/usr/share/apparmor/extra-profiles"))) {
            if (Files.isDirectory(directory)) {
                files.addAll(SearchPath.files(directory));
            }
        }
        List<String> corpus = new ArrayList<>();
        for (Path file : files) {
            try {
                // Some of the suite's variables stand for a hundred thousand values each.
                if (Files.size(file) < 30_000) {
                    corpus.add(Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return corpus;
    }

    private void answer(String name, String before, String after, Random random) {
        try {
            assertTimeoutPreemptively(HANG, () -> answer(before, after, random));
        } catch (AssertionError | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            fail(name + ": " + e + "\n" + after, e);
        }
    }

    private void answer(String before, String after, Random random) {
        Path file = Path.of("/etc/apparmor.d/fuzz");
        SearchPath path = searchPath.with(Map.of(file, after), Path.of("/etc/apparmor.d"));
        Verdict verdict = new Linter(path, Optional.empty(), new Advice()).lintFile(file);
        assertThat(verdict.problems()).noneMatch(problem -> problem.message().contains("a bug in aa-fleet"));
        Problems problems = new Problems();
        List<EffectiveProfile> now = EffectiveProfile.unchecked(file, path, problems);
        List<EffectiveProfile> then = EffectiveProfile.unchecked(
                file, searchPath.with(Map.of(file, before), Path.of("/etc/apparmor.d")), problems);
        PolicyDiff.between(then, now, automata, problems);
        for (EffectiveProfile profile : now) {
            AccessRules rules = AccessRules.of(profile, problems, automata);
            rules.explain(
                    Access.file("rwx".charAt(random.nextInt(3)), "/" + after.substring(0, 1), random.nextBoolean()));
            rules.explain(new Access(Kind.CAPABILITY, "use", List.of("chown")));
        }
    }

    private static String damaged(String whole, List<String> corpus, Random random) {
        StringBuilder text = new StringBuilder(whole);
        for (int changes = random.nextInt(5); changes > 0 && !text.isEmpty(); changes--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(6)) {
                case 0, 1 -> text.insert(at, WORDS.get(random.nextInt(WORDS.size())));
                case 2 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(20)));
                case 3 -> text.setCharAt(at, (char) random.nextInt(256));
                case 4 -> {
                    int from = random.nextInt(text.length());
                    text.insert(at, text.substring(from, Math.min(text.length(), from + random.nextInt(60))));
                }
                default -> insertLine(text, corpus.get(random.nextInt(corpus.size())), random);
            }
        }
        return text.toString();
    }

    /** A line of another policy in the place of a line break, so that much of it still parses. */
    private static void insertLine(StringBuilder text, String other, Random random) {
        List<String> lines = other.lines().toList();
        int at = text.indexOf("\n", random.nextInt(text.length()));
        if (at >= 0 && !lines.isEmpty()) {
            text.insert(at, "\n" + lines.get(random.nextInt(lines.size())));
        }
    }
}
