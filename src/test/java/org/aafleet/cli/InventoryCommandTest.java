package org.aafleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InventoryCommandTest {

    @TempDir
    private Path directory;

    private String hosts = "";

    @BeforeEach
    void write() throws IOException {
        hosts = Files.writeString(directory.resolve("hosts.yml"), "web: {hosts: {w1: {a: 1}, w2: }, vars: {b: yes}}\n")
                .toString();
    }

    private record Result(int status, String out, String err) {}

    private static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int status = command.execute(arguments);
        return new Result(status, out.toString(), err.toString());
    }

    @Test
    void lists() {
        Result result = run("inventory", "-i", hosts, "--list");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).contains("\"hostvars\"", "\"w2\"").startsWith("{\n    \"_meta\"");
    }

    @Test
    void limits_what_is_listed() {
        assertThat(run("inventory", "-i", hosts, "--list", "--limit", "w1").out())
                .doesNotContain("w2");
    }

    @Test
    void shows_one_host_with_extra_variables() {
        assertThat(run("inventory", "-i", hosts, "--host", "w1", "-e", "a=2").out())
                .isEqualTo("{\n    \"a\": \"2\",\n    \"b\": true\n}\n");
        assertThat(run("inventory", "-i", hosts, "--host", "w1", "-y").out()).startsWith("a: 1\nb: true\n");
    }

    @Test
    void draws_the_groups() {
        assertThat(run("inventory", "-i", hosts, "--graph", "web", "--vars").out())
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
        Result result = run("inventory", "-i", hosts, "--graph", "wbe");
        assertThat(result.status()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(result.err()).isEqualTo("error: there is no group 'wbe' (did you mean 'web'?)\n");
    }

    @Test
    void explains_a_host_that_is_none() {
        assertThat(run("inventory", "-i", hosts, "--host", "w3").err())
                .contains("no group or host matches 'w3'", "--host needs one host; 'w3' matches 0");
    }

    @Test
    void wants_exactly_one_view() {
        assertThat(run("inventory", "-i", hosts).status()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("inventory", "-i", hosts, "--list", "--graph").status()).isEqualTo(CommandLine.ExitCode.USAGE);
    }
}
