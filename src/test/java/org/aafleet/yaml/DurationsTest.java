package org.aafleet.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "90, PT90S, 1m30s",
        "90s, PT90S, 1m30s",
        "10m, PT10M, 10m",
        "24h, PT24H, 1d",
        "7d, PT168H, 7d",
        "1h30m, PT90M, 1h30m",
        "250ms, PT0.25S, 250ms",
        "1d2h3m4s, PT26H3M4S, 1d2h3m4s",
        "0, PT0S, 0s"
    })
    void reads_and_writes(String text, Duration expected, String shortest) {
        assertThat(Durations.parse(text)).contains(expected);
        assertThat(Durations.format(expected)).isEqualTo(shortest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "-5s", "5 m", "1.5h", "5w", "ten", "99999999999s"})
    void refuses(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }
}
