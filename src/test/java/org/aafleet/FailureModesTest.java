package org.aafleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of failure modes names tests that are there. */
class FailureModesTest {

    private static final Pattern NAMED = Pattern.compile("`([A-Z][A-Za-z]+(?:Test|IT))(?:\\.([a-z_0-9]+))?`");
    private static final Pattern CASE = Pattern.compile("`(plans/cases/[^`]+)`");

    @Test
    void names_thirty_modes_and_only_tests_that_are_there() throws IOException {
        String table = Files.readString(Path.of("src/test/failure-modes.md"));
        assertThat(table.lines().filter(line -> line.matches("\\| [0-9]+ \\|.*")))
                .hasSize(30);
        List<MatchResult> named = NAMED.matcher(table).results().toList();
        assertThat(named).hasSizeGreaterThan(30);
        for (MatchResult test : named) {
            String source = source(test.group(1));
            if (test.group(2) != null) {
                assertThat(source).as(test.group()).contains(" " + test.group(2) + "(");
            }
        }
        assertThat(CASE.matcher(table).results())
                .isNotEmpty()
                .allSatisfy(file ->
                        assertThat(Path.of("src/test/resources", file.group(1))).exists());
    }

    private static String source(String test) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().equals(test + ".java"))
                    .toList();
            assertThat(found).as(test).hasSize(1);
            return Files.readString(found.get(0));
        }
    }
}
