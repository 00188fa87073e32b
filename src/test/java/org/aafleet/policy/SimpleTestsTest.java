package org.aafleet.policy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aafleet.problem.Problem;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Accepts and rejects what AppArmor's own test suite says. */
class SimpleTestsTest {

    /** Of 2,053 files; the others upstream disabled or expects to go wrong. */
    private static final int TESTS = 2038;

    @Test
    void agrees_with_the_reference_parser_on_its_own_suite() {
        Path tests = UpstreamSource.parserTests();
        SearchPath searchPath = new SearchPath(List.of(tests.resolve("simple_tests")), tests);
        List<String> falseAccepts = new ArrayList<>();
        List<String> falseRejects = new ArrayList<>();
        int count = 0;
        for (Path file : UpstreamSource.simpleTests(tests)) {
            SimpleTest test = SimpleTest.read(file);
            if (test.counts()) {
                count++;
                List<Problem> problems = test.problems(searchPath);
                String name = tests.relativize(file).toString();
                if (test.accepted() && !problems.isEmpty()) {
                    falseRejects.add(name + ": " + problems.get(0));
                } else if (!test.accepted() && problems.isEmpty()) {
                    falseAccepts.add(name);
                }
            }
        }
        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(count).as("tests that count").isEqualTo(TESTS);
        softly.assertThat(falseAccepts).as("false accepts").isEmpty();
        softly.assertThat(falseRejects).as("false rejects").isEmpty();
        softly.assertAll();
    }
}
