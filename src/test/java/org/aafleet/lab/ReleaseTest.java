package org.aafleet.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReleaseTest {

    @Test
    void is_known_by_its_code_name() {
        assertThat(Release.of("bookworm")).isEqualTo(Release.BOOKWORM);
    }

    @Test
    void guesses_what_was_meant() {
        assertThatThrownBy(() -> Release.of("bookwurm")).hasMessageContaining("did you mean 'bookworm'?");
        assertThatThrownBy(() -> Release.of("potato")).hasMessageContaining("one of bullseye, bookworm, trixie, sid");
    }
}
