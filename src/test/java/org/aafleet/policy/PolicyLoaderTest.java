package org.aafleet.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyLoaderTest {

    @TempDir
    Path directory;

    private void file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private ProfileFile load(String text, Problems problems) {
        SearchPath searchPath = new SearchPath(List.of(directory), directory);
        ProfileFile file = ProfileFile.parse(new Source("main", text), problems);
        return new PolicyLoader(searchPath).load(file, problems);
    }

    private List<String> check(String text) {
        Problems problems = new Problems();
        ProfileFile loaded = load(text, problems);
        PolicyChecker.check(loaded, new SearchPath(List.of(directory), directory), problems);
        return problems.all().stream().map(Policies::line).toList();
    }

    @Test
    void follows_directories_and_skips_what_the_parser_skips() throws IOException {
        file("d/one", "/one r,\n");
        file("d/two.dpkg-old", "broken");
        file("d/.hidden", "broken");
        file("d/README", "broken");
        file("d/back~", "broken");
        assertThat(check("profile a {\n  include <d>\n  include if exists <absent>\n}\n"))
                .isEmpty();
        assertThat(check("profile a {\n  include <absent>\n}\n"))
                .containsExactly("main:2:3: include: <absent> does not exist");
    }

    @Test
    void ends_cycles() throws IOException {
        file("loop", "include <loop>\n/x r,\n");
        assertThat(check("profile a {\n  include <loop>\n}\n")).isEmpty();
    }

    @Test
    void expands_variables_of_included_tunables() throws IOException, GlobException {
        file("tunables/global", "@{ROOT} = /srv\n@{ROOT} += /var/www/\n@{SITE} = @{ROOT}/site\n");
        Problems problems = new Problems();
        ProfileFile loaded = load("include <tunables/global>\nprofile a @{SITE}/bin { }\n", problems);
        Variables variables = PolicyChecker.variables(loaded, new SearchPath(List.of(directory), directory), problems);
        assertThat(problems.all()).isEmpty();
        assertThat(variables.values("SITE")).isEqualTo(Set.of("/srv/site", "/var/www//site"));
        assertThat(Attachment.of("@{SITE}/bin", variables).matches("/var/www/site/bin"))
                .isTrue();
    }

    @Test
    void ends_a_bomb_of_variables_with_an_error() {
        StringBuilder bomb = new StringBuilder("@{V0} = /a /b\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("@{V%d} = @{V%d}x @{V%d}y\n".formatted(i, i - 1, i - 1));
        }
        assertThat(check(bomb + "profile a {\n  @{V39} r,\n}\n"))
                .singleElement()
                .asString()
                .contains("more than 10000 values");
    }

    @Test
    void finds_what_only_the_whole_policy_shows() {
        assertThat(check("""
                        @{A} = /x
                        @{A} = /y
                        profile a {
                          /{a,b} px,
                          /b cx,
                          /c* ix,
                          /ca? ux,
                          @{NOPE}/x r,
                          /d{ r,
                        }
                        profile a { }
                        """))
                .containsExactly(
                        "main:2:1: variable assignment: variable 'A' is already defined",
                        "main:5:3: file rule: 'cx' conflicts with 'px' at main:4:3",
                        "main:7:3: file rule: 'ux' conflicts with 'ix' at main:6:3",
                        "main:8:3: file rule: @{NOPE}/x: variable @{NOPE} is not defined",
                        "main:9:3: file rule: /d{: '{' is never closed",
                        "main:11:1: profile: 'a' is defined twice");
    }

    @Test
    void warns_of_a_path_that_nothing_matches() {
        Problems problems = new Problems();
        load("profile a {\n  srv r,\n}\n", problems);
        assertThat(problems.all()).extracting(Problem::isError).containsExactly(false);
    }
}
