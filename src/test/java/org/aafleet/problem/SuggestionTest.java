package org.aafleet.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

    private static final List<String> KNOWN = List.of("hosts", "serial", "max_fail_percentage", "tags", "web", "web2");

    @ParameterizedTest
    @CsvSource({
        "host, hosts",
        "hsots, hosts",
        "Serial, serial",
        "max-fail-percentage, max_fail_percentage",
        "tgas, tags",
        "wbe, web",
        "web3, web",
        "unrelated, ",
        "x, ",
        "'', ",
    })
    void finds_the_nearest_name(String given, String expected) {
        assertThat(Suggestion.nearest(given, KNOWN)).isEqualTo(Optional.ofNullable(expected));
    }
}
