package org.aafleet.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;

/** Short ways to a parsed policy. */
final class Policies {

    private Policies() {}

    static ProfileFile parse(String text) {
        Problems problems = new Problems();
        ProfileFile file = ProfileFile.parse(new Source("test", text), problems);
        assertThat(problems.all()).isEmpty();
        return file;
    }

    static ProfileFile fragment(String text) {
        Problems problems = new Problems();
        ProfileFile file = ProfileFile.parseFragment(new Source("test", text), problems);
        assertThat(problems.all()).isEmpty();
        return file;
    }

    static List<String> problems(String text) {
        Problems problems = new Problems();
        ProfileFile.parse(new Source("test", text), problems);
        return problems.all().stream().map(Policies::line).toList();
    }

    /** Place and message, without the excerpt. */
    static String line(Problem problem) {
        return problem.where().map(at -> at + ": ").orElse("") + problem.message();
    }
}
