package org.aafleet.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.aafleet.Needs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CksumTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "123456789", "profile web { }\n", "straße\n", "\n\n"})
    void is_what_cksum_prints(String text) {
        assertThat(Cksum.of(text)).isEqualTo(real(text));
    }

    @Test
    void is_what_cksum_prints_for_long_texts() {
        Random random = new Random(1);
        for (int length : new int[] {255, 256, 65_535, 65_536, 300_000}) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < length; i++) {
                text.append((char) (' ' + random.nextInt(90)));
            }
            assertThat(Cksum.of(text.toString())).isEqualTo(real(text.toString()));
        }
    }

    private static String real(String text) {
        Needs.program("cksum", "coreutils");
        return Sh.run(List.of("cksum"), text).strip();
    }
}
