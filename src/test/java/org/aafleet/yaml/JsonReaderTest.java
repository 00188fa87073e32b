package org.aafleet.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.aafleet.problem.InputException;
import org.aafleet.yaml.YamlNode.Mapping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    private static YamlNode read(String json) {
        return JsonReader.read(new Source("f.json", json));
    }

    @Test
    void reads_values_with_their_types_and_places() {
        Mapping mapping = (Mapping) read("{\"a\": 1e5,\n\t\"b\": [true, null, \"yes\", 10, -0.5], \"a\": 2}");
        assertThat(PlainValues.of(mapping.get("b").orElseThrow()))
                .isEqualTo(java.util.Arrays.asList(true, null, "yes", 10L, -0.5));
        assertThat(PlainValues.of(mapping.get("a").orElseThrow())).isEqualTo(2L);
        assertThat(mapping.get("b").orElseThrow().at()).hasToString("f.json:2:7");
    }

    @Test
    void reads_what_python_writes() {
        assertThat(PlainValues.of(read("[1e5, NaN, Infinity, -Infinity, 123456789012345678901]")))
                .isEqualTo(List.of(
                        100000.0,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        new java.math.BigInteger("123456789012345678901")));
    }

    @Test
    void knows_ansibles_tags() {
        Mapping mapping =
                (Mapping) read("{\"v\": {\"__ansible_vault\": \"x\"}, \"u\": {\"__ansible_unsafe\": \"{{ y }}\"}}");
        assertThat(PlainValues.of(mapping)).isEqualTo(Map.of("v", "x", "u", "{{ y }}"));
        assertThat(mapping.get("v"))
                .map(node -> ((YamlNode.Scalar) node).tag().orElse(""))
                .contains("!vault");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1] x", "{a: 1}", "[01]", "{\"a\" 1}", "[1,]", "nul"})
    void refuses_other_text_with_its_place(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(InputException.class).hasMessageStartingWith("f.json:1:");
    }
}
