package org.aafleet.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;

/**
 * One file of AppArmor's {@code simple_tests}: a policy behind a header that says what a parser must make of it.
 *
 * @param counts false for tests that upstream disabled or expects to go wrong
 */
public record SimpleTest(Path file, boolean accepted, boolean counts, String text) {

    public static SimpleTest read(Path file) {
        try {
            String all = Files.readString(file, StandardCharsets.ISO_8859_1);
            boolean fails = all.lines().anyMatch(line -> line.matches("#=EXRESULT\\s+FAIL.*"));
            boolean counts = all.lines().noneMatch(line -> line.matches("#=(TODO|DISABLED).*"));
            return new SimpleTest(file, !fails, counts, withoutHeader(all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Upstream's driver leaves the header's lines out. */
    private static String withoutHeader(String text) {
        return text.replaceAll("(?m)^#=(DESCRIPTION|EXRESULT|TODO|DISABLED).*\\n", "");
    }

    /** What is wrong with it according to us. */
    List<Problem> problems(SearchPath searchPath) {
        Problems problems = new Problems();
        ProfileFile parsed = ProfileFile.parse(new Source(file.toString(), text), problems);
        ProfileFile loaded = new PolicyLoader(searchPath).load(parsed, problems);
        PolicyChecker.check(loaded, searchPath, problems);
        return problems.all().stream().filter(Problem::isError).collect(Collectors.toList());
    }
}
