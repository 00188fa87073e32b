package org.aafleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.aafleet.cli.Program.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintCommandTest {

    @TempDir
    Path directory;

    private String file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text).toString();
    }

    private Result lint(String... arguments) {
        List<String> all = new ArrayList<>(List.of("lint", "--base", directory.toString()));
        all.addAll(List.of(arguments));
        return Program.run(all.toArray(String[]::new));
    }

    private List<Map<String, Object>> json(int status, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("--format", "json"));
        all.addAll(List.of(arguments));
        Result result = lint(all.toArray(String[]::new));
        assertThat(result.status()).as(result.out() + result.err()).isEqualTo(status);
        return documents(result);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> documents(Result result) throws IOException {
        return (List<Map<String, Object>>) (List<?>) JSON.std.listFrom(new StringReader(result.out()));
    }

    @SuppressWarnings("unchecked")
    private static List<String> problems(Map<String, Object> entry) {
        return ((List<Map<String, Object>>) Objects.requireNonNull(entry.get("problems")))
                .stream()
                        .map(problem -> "%s:%s:%s: %s: %s"
                                .formatted(
                                        problem.get("file"),
                                        problem.get("line"),
                                        problem.get("column"),
                                        problem.get("severity"),
                                        problem.get("message")))
                        .toList();
    }

    @Test
    void says_that_all_is_well() throws IOException {
        Result result = lint(file("a", "profile a { /x r, }\n"), file("b", "profile b { }\n"));
        assertThat(result.status()).isZero();
        assertThat(result.out()).isEqualTo("2 files: accepted\n");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void warns_of_what_is_useless_or_dangerous() throws IOException {
        String file = file("a", "profile a {\n  /srv/** r,\n  /srv/x r,\n  /usr/** rw,\n}\n");
        Result result = lint(file);
        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains(file + ":3:3: warning: file rule: says nothing that 'file /srv/** r,' at " + file
                        + ":2:3 does not")
                .contains(file + ":4:3: warning: file rule: a captured process writes programs: /usr/bin/x, ")
                .endsWith("1 file: accepted, 2 warnings\n");
        assertThat(json(0, file)).extracting(entry -> entry.get("ok")).containsExactly(true);
        assertThat(Program.run("lint", "--errors-only", file).out()).isEqualTo("1 file: accepted\n");
    }

    @Test
    void is_not_drowned_by_a_pattern_whose_automaton_would_be_huge() throws IOException {
        String file = file("a", "profile a {\n  /*a" + "?".repeat(40) + " r,\n}\n");
        assertThat(lint(file).status()).isZero();
        assertThat(Program.run("explain", file, "r", "/a").err())
                .contains(file + ":2:3: error: file rule: has 40 '?', '[]' or '{}' behind a '*'");
    }

    @Test
    void points_at_each_problem() throws IOException {
        String file = file("a", "profile a {\n  /x r\n  capability sys_admn,\n}\n");
        Result result = lint(file);
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .contains(file + ":3:", "error: ", "\n    capability sys_admn,\n", "^\n")
                .endsWith("1 file: 1 refused\n");
    }

    @Test
    void answers_in_the_order_of_the_files_with_their_problems() throws IOException {
        String bad = file("bad", "profile bad {\n  capability sys_admn,\n}\n");
        String good = file("good", "profile good { }\n");
        List<Map<String, Object>> entries = json(1, good, bad, good);
        assertThat(entries).extracting(entry -> entry.get("file")).containsExactly(good, bad, good);
        assertThat(entries).extracting(entry -> entry.get("ok")).containsExactly(true, false, true);
        assertThat(problems(entries.get(0))).isEmpty();
        assertThat(problems(entries.get(1)))
                .containsExactly(bad + ":2:14: error: capability rule: unknown capability 'sys_admn'"
                        + " (did you mean 'sys_admin'?)");
    }

    @Test
    void tells_of_an_include_to_each_file_that_has_it() throws IOException {
        String fragment = file("abstractions/x", "/x r,\n/y rq,\n");
        String one = file("one", "profile one { include <abstractions/x> }\n");
        String two = file("two", "profile two { include <abstractions/x> }\n");
        List<Map<String, Object>> entries = json(1, one, two);
        assertThat(problems(entries.get(0)))
                .singleElement()
                .asString()
                .startsWith(fragment + ":2:4: error: file rule:");
        assertThat(problems(entries.get(1))).isEqualTo(problems(entries.get(0)));
        String text = lint(one, two).out();
        assertThat(text).containsOnlyOnce(": error: file rule:");
        assertThat(text).contains(two + ": error: it includes " + fragment + ":2:4, see above\n");
    }

    @Test
    void searches_the_included_directories_before_the_base() throws IOException {
        file("abstractions/x", "broken");
        file("other/abstractions/x", "/x r,\n");
        String profile = file("profile", "profile a { include <abstractions/x> }\n");
        assertThat(json(0, "-I", directory.resolve("other").toString(), profile))
                .hasSize(1);
        assertThat(json(1, profile)).hasSize(1);
    }

    @Test
    void reads_of_a_directory_what_the_parser_reads() throws IOException {
        String a = file("d/a", "profile a { }\n");
        String b = file("d/b", "profile b { }\n");
        file("d/a.dpkg-old", "broken");
        file("d/abstractions/x", "/x r,\n");
        assertThat(json(0, directory.resolve("d").toString()))
                .extracting(entry -> entry.get("file"))
                .containsExactly(a, b);
    }

    @Test
    void reads_standard_input() throws IOException {
        byte[] text = "profile a {\n  /x q,\n}\n".getBytes(StandardCharsets.UTF_8);
        Result result = Program.run(new ByteArrayInputStream(text), "lint", "--format", "json", "-");
        assertThat(result.status()).isEqualTo(1);
        Map<String, Object> entry = documents(result).get(0);
        assertThat(entry).containsEntry("file", "-");
        assertThat(problems(entry)).singleElement().asString().startsWith("-:2:6: error: ");
    }

    @Test
    void goes_on_after_files_that_cannot_be_read() throws IOException {
        String missing = directory.resolve("missing").toString();
        String empty = Files.createDirectory(directory.resolve("empty")).toString();
        Path huge = directory.resolve("huge");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength((16 << 20) + 1);
        }
        String good = file("good", "profile good { }\n");
        List<Map<String, Object>> entries = json(1, missing, empty, huge.toString(), good);
        assertThat(entries).extracting(entry -> entry.get("ok")).containsExactly(false, true, false, true);
        assertThat(problems(entries.get(0))).containsExactly(missing + ":0:0: error: " + missing + ": no such file");
        assertThat(problems(entries.get(1)))
                .containsExactly(empty + ":0:0: warning: the directory holds no policy file");
        assertThat(problems(entries.get(2))).singleElement().asString().contains("at most");
    }

    @Test
    void goes_on_after_files_that_are_no_policy() throws IOException {
        byte[] noise = new byte[100_000];
        new java.util.Random(5).nextBytes(noise);
        Path binary = Files.write(directory.resolve("binary"), noise);
        Path latin = Files.write(
                directory.resolve("latin"), "profile a { \"/caf\u00e9\" r, }\n".getBytes(StandardCharsets.ISO_8859_1));
        String deep = file("deep", "profile a {".repeat(20_000));
        String braces = file("braces", "profile a { " + "/{a,".repeat(50_000) + " r, }\n");
        String good = file("good", "profile good { }\n");
        assertThat(json(1, binary.toString(), latin.toString(), deep, braces, good))
                .extracting(entry -> entry.get("ok"))
                .as("the kernel's names are bytes, so latin is one")
                .containsExactly(false, true, false, false, true);
    }

    @Test
    void judges_as_the_named_version_of_the_parser_would() throws IOException {
        String file = file("a", "profile a {\n  userns,\n}\n");
        assertThat(lint("--parser", "4.0", file).out()).isEqualTo("1 file: accepted by apparmor_parser 4.0\n");
        Result old = lint("--parser", "3.0.8", file);
        assertThat(old.status()).isEqualTo(1);
        assertThat(old.out())
                .isEqualTo(file + ":2:3: error: userns rule: needs apparmor_parser 4.0 (here: 3.0)\n"
                        + "    userns,\n    ^\n"
                        + "1 file: 1 refused by apparmor_parser 3.0\n");
    }

    @Test
    void refuses_an_option_that_makes_no_sense() {
        assertThat(lint().status()).isEqualTo(1);
        assertThat(lint("--parser", "four", "x").err()).contains("'four' is no version of apparmor_parser");
        assertThat(lint("--parser", "four", "x").status()).isEqualTo(1);
    }
}
