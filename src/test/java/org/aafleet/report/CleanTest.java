package org.aafleet.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CleanTest {

    @Test
    void leaves_text_as_it_is() {
        assertThat(Clean.text("straße\t日本 😀\n")).isEqualTo("straße\t日本 😀\n");
    }

    @Test
    void takes_the_power_from_what_talks_to_a_terminal() {
        assertThat(Clean.text("\u001b[31m\u009b1m\r\b\u0000\u007f\u202e\u2066\ud800x"))
                .isEqualTo("?[31m?1m???????x");
    }

    @Test
    void makes_one_line_of_many_and_cuts_it() {
        assertThat(Clean.line(" a\nb\tc ", 10)).isEqualTo("a b c");
        assertThat(Clean.line("x".repeat(300), 200)).hasSize(201).endsWith("…");
    }
}
