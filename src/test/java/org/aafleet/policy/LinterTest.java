package org.aafleet.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.aafleet.policy.Linter.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each version of the parser knows. Measured with apparmor_parser 2.13.6, 3.0.8, 4.0.3, 4.1.8 and 5.0.2. */
class LinterTest {

    @TempDir
    Path directory;

    private Verdict lint(String version, String text) {
        SearchPath searchPath = new SearchPath(List.of(directory), directory);
        return new Linter(searchPath, ParserVersion.parse(version))
                .lint("p", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> problems(String version, String text) {
        return lint(version, text).problems().stream().map(Policies::line).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            userns, | 1:13 | userns rule | 4.0 | 3.0
            audit io_uring sqpoll, | 1:13 | io_uring rule | 4.0 | 3.1
            mqueue r /q, | 1:13 | mqueue rule | 4.0 | 3.0
            all, | 1:13 | all rule | 4.0 | 3.0
            priority=0 /x r, | 1:13 | qualifiers: 'priority' | 4.1 | 4.0
            prompt /x r, | 1:13 | qualifiers: 'prompt' | 4.1 | 4.0
            audit prompt { /x r, } | 1:13 | qualifiers: 'prompt' | 4.1 | 4.0
            network (send) inet, | 1:13 | network rule: access | 4.0 | 3.0
            network "inet", | 1:13 | network rule: quotes | 4.0 | 3.0
            network inet ip=::1, | 1:13 | network rule: conditions | 4.0 | 3.0
            network inet peer=(ip=::1), | 1:13 | network rule: conditions | 4.0 | 3.0
            network inet port=22-443, | 1:13 | network rule: a range of ports | 4.1 | 4.0
            network inet interface=lo, | 1:13 | network rule: 'interface' | 5.0 | 4.1
            network inet peer=(label=a), | 1:13 | network rule: 'label' | 5.0 | 4.1
            signal set=(tstp), | 1:13 | signal rule: signal 'tstp' | 5.0 | 4.1
            mount options=lazytime /a -> /b, | 1:13 | mount rule: option 'lazytime' | 3.1 | 3.0
            mount options=slave /a, | 1:13 | mount rule: propagation without '->' before the mount point | 3.1 | 3.0
            unix bind addr=auto, | 1:13 | unix rule: address 'auto' | 3.0 | 2.13
            @{exec_path} r, | 1:13 | file rule: variable @{exec_path} | 5.0 | 4.1
            if defined @{x} and defined @{y} { } | 1:13 | conditional: more than a variable | 5.0 | 4.1
            if not ( defined @{x} ) { } | 1:13 | conditional: more than a variable | 5.0 | 4.1
            """)
    void names_the_version_that_a_rule_needs(String rule, String place, String construct, String since, String here) {
        String text = "profile /p { " + rule + " }\n";
        assertThat(problems(since, text)).isEmpty();
        assertThat(problems(here, text))
                .containsExactly("p:" + place.replace("13", "14") + ": " + construct + ": needs apparmor_parser "
                        + since + " (here: " + here + ")");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kill | 3.0 | 2.13
            debug | 4.0 | 3.0
            default_allow | 4.0 | 3.0
            interruptible | 4.0 | 3.0
            kill.signal=hup | 4.0 | 3.0
            kill.signal=tstp | 5.0 | 4.1
            attach_disconnected.path=/x | 4.0 | 3.0
            error=EPERM | 4.1 | 4.0
            attach_disconnected.ipc | 5.0 | 4.1
            """)
    void names_the_version_that_a_flag_needs(String flag, String since, String here) {
        String text = "profile p flags=(audit, " + flag + ") { }\n";
        assertThat(problems(since, text)).isEmpty();
        assertThat(problems(here, text))
                .singleElement()
                .asString()
                .startsWith("p:1:25: flags: '" + flag.replaceFirst("=.*", ""))
                .endsWith("needs apparmor_parser " + since + " (here: " + here + ")");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            profile p /p xattrs=(a="b") { } | profile: xattrs | 3.0 | 2.13
            @{x} ?= /a | variable assignment: '?=' | 5.0 | 4.1
            $x := true | boolean assignment: ':=' | 5.0 | 4.1
            $x = (true) | boolean assignment: more than true or false | 5.0 | 4.1
            @{x} = /a # b, c | variable assignment: a comment | 4.0 | 3.0
            $x = true # b | boolean assignment: a comment | 4.0 | 3.0
            abi <default>, | abi rule: <default> | 5.0 | 3.0
            include < x> | include: blanks within <…> | 3.0 | 2.13
            """)
    void names_the_version_that_the_rest_needs(String text, String construct, String since, String here)
            throws IOException {
        Files.writeString(directory.resolve("x"), "");
        assertThat(problems(since, text + "\n")).isEmpty();
        assertThat(problems(here, text + "\n"))
                .containsExactly("p:1:1: " + construct + ": needs apparmor_parser " + since + " (here: " + here + ")");
    }

    @Test
    void warns_of_a_comment_that_an_older_parser_takes_for_values() {
        Verdict verdict = lint("3.0", "@{x} = /a # b\n");
        assertThat(verdict.isAccepted()).isTrue();
        assertThat(verdict.problems()).hasSize(1);
    }

    @Test
    void lets_a_policy_define_what_newer_parsers_do() {
        String text = "@{exec_path} = /a /b\nprofile p @{exec_path} { @{exec_path} r, }\n";
        assertThat(problems("3.0", text)).isEmpty();
        assertThat(problems("5.0", text)).isEmpty();
    }

    @Test
    void looks_for_an_abi_where_the_parser_does() {
        assertThat(problems("2.13", "abi <abi/9.0>,\n")).isEmpty();
        assertThat(problems("3.0", "abi <abi/9.0>,\n")).containsExactly("p:1:1: abi rule: <abi/9.0> does not exist");
    }

    @Test
    void reads_a_file_as_often_as_the_parser_does() throws IOException {
        Files.writeString(directory.resolve("x"), "@{x} = /a\n");
        Files.writeString(directory.resolve("loop"), "include <loop>\n");
        String twice = "include <x>\ninclude <x>\n";
        assertThat(problems("3.0", twice + "include <loop>\n")).isEmpty();
        assertThat(problems("2.13", twice)).singleElement().asString().contains("'x' is already defined");
        assertThat(problems("2.13", "include <loop>\n"))
                .singleElement()
                .asString()
                .contains("without end");
    }

    @Test
    void weighs_character_classes_as_the_parser_does() {
        String classes = "profile p { /a[56]/b px, /** ix, }\n";
        assertThat(problems("4.0", classes)).isEmpty();
        assertThat(problems("3.0", classes)).singleElement().asString().contains("conflicts with");
        String inClass = "profile p { /a5 px, /a[5-7] ix, }\n";
        assertThat(problems("3.0", inClass)).isEmpty();
        assertThat(problems("4.0", inClass)).singleElement().asString().contains("conflicts with");
    }

    @Test
    void judges_as_the_newest_where_no_version_is_given() {
        SearchPath searchPath = new SearchPath(List.of(), directory);
        String text = "profile /p { @{exec_path} r, priority=1 userns, }\n";
        assertThat(new Linter(searchPath, Optional.empty())
                        .lint("p", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                        .problems())
                .isEmpty();
    }

    @Test
    void takes_a_bug_in_the_advice_for_no_refusal() {
        Linter linter =
                new Linter(new SearchPath(List.of(), Path.of("/")), Optional.empty(), (policy, path, problems) -> {
                    throw new IllegalStateException("oops");
                });
        Linter.Verdict verdict = linter.lint("p", new java.io.ByteArrayInputStream(new byte[0]));
        assertThat(verdict.isAccepted()).isTrue();
        assertThat(verdict.problems()).singleElement().asString().contains("because of a bug in aa-fleet");
    }
}
