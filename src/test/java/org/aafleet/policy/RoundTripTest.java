package org.aafleet.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What was parsed and written again compiles to the same bytes. */
class RoundTripTest {

    /** They stress the compiler, not the language: parser 3.0.8 is busy with each for minutes. */
    private static final Set<String> SLOW = Set.of("ok_normalize.sd", "vars_stress_03.sd");

    private final List<String> changed = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger compared = new AtomicInteger();

    @Test
    void keeps_the_meaning_of_every_accepted_file_of_the_suite() {
        Path tests = UpstreamSource.parserTests();
        Path includes = tests.resolve("simple_tests");
        ReferenceParser parser =
                ReferenceParser.find(tests, tests.resolve("features_files/features.all"), "-I", includes.toString());
        UpstreamSource.simpleTests(tests).parallelStream()
                .map(SimpleTest::read)
                .filter(test -> test.accepted() && test.counts())
                .filter(test -> !SLOW.contains(test.file().getFileName().toString()))
                .forEach(test -> compare(parser, test.file(), test.text()));
        assertThat(changed).isEmpty();
        // Debian 12's parser 3.0.8 knows less than the suite of 4.1.0, all of which the latter's parser takes.
        assertThat(compared.get()).isGreaterThan(800);
    }

    @Test
    void keeps_the_meaning_of_debians_profiles() {
        Path base = Path.of("/etc/apparmor.d");
        Path features = Path.of("/usr/share/apparmor-features/features");
        List<Path> profiles = new ArrayList<>();
        for (Path directory : List.of(base, Path.of("/usr/share/apparmor/extra-profiles"))) {
            if (Files.isDirectory(directory)) {
                profiles.addAll(SearchPath.files(directory));
            }
        }
        if (profiles.isEmpty() && System.getenv("CI") == null) {
            Assumptions.abort("SKIPPED: no profiles; Debian's packages apparmor and apparmor-profiles have some");
        }
        // Half the time for real profiles; some of the suite would never end.
        ReferenceParser parser = ReferenceParser.find(base, features, "-b", base.toString(), "-Ono-expr-simplify");
        profiles.parallelStream()
                .forEach(file -> compare(parser, file, SimpleTest.read(file).text()));
        assertThat(changed).isEmpty();
        assertThat(compared.get()).isPositive();
    }

    private void compare(ReferenceParser parser, Path file, String text) {
        Optional<String> original = parser.compile(text);
        if (original.isPresent()) {
            compared.incrementAndGet();
            Problems problems = new Problems();
            ProfileFile parsed = ProfileFile.parse(new Source(file.toString(), text), problems);
            String written = PolicyWriter.write(parsed.statements());
            if (problems.hasErrors() || !parser.compile(written).equals(original)) {
                changed.add(file + "\n" + problems.all() + "\n" + written);
            }
        }
    }
}
