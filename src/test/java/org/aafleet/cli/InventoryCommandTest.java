package org.aafleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryCommandTest {

    @TempDir
    private Path directory;

    private String hosts = "";

    @BeforeEach
    void write() throws IOException {
        hosts = Files.writeString(directory.resolve("hosts.yml"), "web: {hosts: {w1: {a: 1}, w2: }, vars: {b: yes}}\n")
                .toString();
    }

    @Test
    void lists() {
        Program.Result result = Program.run("inventory", "-i", hosts, "--list");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).contains("\"hostvars\"", "\"w2\"").startsWith("{\n    \"_meta\"");
    }

    @Test
    void limits_what_is_listed() {
        assertThat(Program.run("inventory", "-i", hosts, "--list", "--limit", "w1")
                        .out())
                .doesNotContain("w2");
    }

    @Test
    void shows_one_host_with_extra_variables() {
        assertThat(Program.run("inventory", "-i", hosts, "--host", "w1", "-e", "a=2")
                        .out())
                .isEqualTo("{\n    \"a\": \"2\",\n    \"b\": true\n}\n");
        assertThat(Program.run("inventory", "-i", hosts, "--host", "w1", "-y").out())
                .startsWith("a: 1\nb: true\n");
    }

    @Test
    void draws_the_groups() {
        assertThat(Program.run("inventory", "-i", hosts, "--graph", "web", "--vars")
                        .out())
                .isEqualTo("""
                        @web:
                          |--w1
                          |  |--{a = 1}
                          |  |--{b = True}
                          |--w2
                          |  |--{b = True}
                          |--{b = True}
                        """);
    }

    @Test
    void explains_an_unknown_group_without_a_stack_trace() {
        Program.Result result = Program.run("inventory", "-i", hosts, "--graph", "wbe");
        assertThat(result.status()).isEqualTo(ExitCode.INPUT.code());
        assertThat(result.err()).isEqualTo("error: there is no group 'wbe' (did you mean 'web'?)\n");
    }

    @Test
    void explains_a_host_that_is_none() {
        assertThat(Program.run("inventory", "-i", hosts, "--host", "w3").err())
                .contains("no group or host matches 'w3'", "--host needs one host; 'w3' matches 0");
    }

    @Test
    void wants_exactly_one_view() {
        assertThat(Program.run("inventory", "-i", hosts).status()).isEqualTo(ExitCode.INPUT.code());
        assertThat(Program.run("inventory", "-i", hosts, "--list", "--graph").status())
                .isEqualTo(ExitCode.INPUT.code());
    }
}
