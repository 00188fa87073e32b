package org.aafleet.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.aafleet.Needs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes in quoted comes out of real shells as it was. */
class ShellTest {

    private static final List<String> VALUES = List.of(
            "",
            "plain",
            "it's",
            "''",
            "two words",
            "$(reboot)",
            "`reboot`",
            "$HOME ${HOME}",
            "a;b&c|d<e>f",
            "back\\slash\\",
            "new\nline",
            "\"double\"",
            "*?[a]",
            "#no comment",
            "-n",
            "~root",
            "!history",
            "tab\there",
            "\u001b[31mred",
            "straße",
            "../../etc/passwd",
            "END-OF-TEXT");

    static Stream<Arguments> shells() {
        return Stream.of(
                Arguments.of("dash", List.of("dash", "-s")), Arguments.of("busybox", List.of("busybox", "sh", "-s")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shells")
    void quotes_any_word(String program, List<String> shell) {
        Needs.program(program, program);
        String script = Shell.command(
                "printf", Stream.concat(Stream.of("%s|\n"), VALUES.stream()).toArray(String[]::new));
        assertThat(Sh.run(shell, script + "\n")).isEqualTo(String.join("|\n", VALUES) + "|\n");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shells")
    void hands_any_text_over_on_standard_input(String program, List<String> shell) {
        Needs.program(program, program);
        String text = String.join("\n", VALUES) + "\nEND-OF-TEXT-\n $x `y` \\\n";
        String script = "f() {\n" + Shell.withInput("cat", text) + "\n}\nf\n";
        assertThat(Sh.run(shell, script)).isEqualTo(text);
    }

    @Test
    void refuses_what_no_shell_can_hold() {
        assertThatThrownBy(() -> Shell.quote("a\0b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Shell.withInput("cat", "no newline")).isInstanceOf(IllegalArgumentException.class);
    }
}
