package org.aafleet.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.aafleet.policy.Linter.Verdict;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Of what the newest parser accepts, an older one is said to accept just what the installed one does. */
class OlderParserTest {

    /** The parser of Debian 12 needs minutes for them. */
    private static final Set<String> ENDLESS = Set.of("regressions/ok_normalize.sd", "vars/vars_stress_03.sd");

    /** It reads the features of the running kernel, which it has on hosts only. */
    private static final Set<String> OF_HOSTS = Set.of("abi/ok_23.sd");

    /** Of 2,053 files. */
    private static final int ACCEPTED = 1_000;

    private record Case(String name, String text) {}

    @Test
    void judges_upstreams_suite_as_the_installed_parser_does() {
        Path tests = UpstreamSource.parserTests();
        Path suite = tests.resolve("simple_tests");
        ReferenceParser parser =
                ReferenceParser.find(tests, tests.resolve("features_files/features.all"), "-I", suite.toString());
        SearchPath searchPath = new SearchPath(List.of(suite), tests);
        List<Case> cases = accepted(tests, new Linter(searchPath, Optional.empty()));
        assertThat(cases.size()).isGreaterThan(ACCEPTED);
        Linter older = new Linter(searchPath, Optional.of(parser.version()));
        List<Boolean> real = IntStream.range(0, cases.size())
                .parallel()
                .mapToObj(index -> parser.compile(cases.get(index).text()).isPresent())
                .toList();
        SoftAssertions softly = new SoftAssertions();
        for (int i = 0; i < cases.size(); i++) {
            Verdict ours = lint(older, cases.get(i));
            softly.assertThat(ours.isAccepted())
                    .as("%s: %s", cases.get(i).name(), ours.problems())
                    .isEqualTo(real.get(i));
        }
        softly.assertAll();
    }

    private static List<Case> accepted(Path tests, Linter newest) {
        List<Case> cases = new ArrayList<>();
        for (Path file : UpstreamSource.simpleTests(tests)) {
            Case one = new Case(
                    tests.resolve("simple_tests").relativize(file).toString(),
                    SimpleTest.read(file).text());
            if (!ENDLESS.contains(one.name())
                    && !OF_HOSTS.contains(one.name())
                    && lint(newest, one).isAccepted()) {
                cases.add(one);
            }
        }
        return cases;
    }

    private static Verdict lint(Linter linter, Case one) {
        return linter.lint(one.name(), new ByteArrayInputStream(one.text().getBytes(StandardCharsets.ISO_8859_1)));
    }
}
