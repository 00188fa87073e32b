package org.aafleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.aafleet.policy.SimpleTest;
import org.aafleet.policy.UpstreamSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole suite as a person would check it: one process for all files. */
class LintSimpleTestsTest {

    @TempDir
    Path copies;

    @Test
    void agrees_with_the_reference_parser_on_its_own_suite() throws IOException {
        Path tests = UpstreamSource.parserTests();
        List<SimpleTest> suite =
                UpstreamSource.simpleTests(tests).stream().map(SimpleTest::read).toList();
        List<String> arguments = new ArrayList<>(List.of("lint", "--format", "json", "-I"));
        arguments.add(tests.resolve("simple_tests").toString());
        for (SimpleTest test : suite) {
            arguments.add(copy(tests, test).toString());
        }
        List<Object> entries = JSON.std.listFrom(run(tests, arguments));
        assertThat(entries).hasSameSizeAs(suite);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < suite.size(); i++) {
            boolean accepted = Boolean.TRUE.equals(((Map<?, ?>) entries.get(i)).get("ok"));
            if (suite.get(i).counts() && accepted != suite.get(i).accepted()) {
                wrong.add(entries.get(i).toString());
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** In upstream's directory, which includes without brackets are relative to. */
    private String run(Path tests, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                absolute(System.getProperty("java.class.path")),
                Main.class.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(tests.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String absolute(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Path copy(Path tests, SimpleTest test) throws IOException {
        Path copy = copies.resolve(tests.relativize(test.file()));
        Files.createDirectories(copy.getParent());
        return Files.writeString(copy, test.text(), StandardCharsets.ISO_8859_1);
    }
}
