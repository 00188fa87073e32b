package org.aafleet.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.aafleet.problem.InputException;
import org.aafleet.yaml.PlainValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtraVariablesTest {

    private static Map<String, String> parse(String... arguments) {
        return ExtraVariables.parse(List.of(arguments)).entrySet().stream()
                .collect(
                        Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(PlainValues.of(entry.getValue()))));
    }

    @Test
    void words_are_text() {
        assertThat(ExtraVariables.parse(List.of("n=5")).values())
                .map(PlainValues::of)
                .containsExactly("5");
        assertThat(parse("a=1 b='two words' c=\"x=y\"  d= e={{ f g }}", "a=2"))
                .isEqualTo(Map.of("a", "2", "b", "two words", "c", "x=y", "d", "", "e", "{{ f g }}"));
    }

    @Test
    void mappings_and_files_are_typed(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("v.yml"), "b: 0x10\nc: no\n");
        assertThat(parse("{\"a\": 1e5, \"b\": 1}", "{c: yes, d: [1]}", "@" + file))
                .isEqualTo(Map.of("a", "100000.0", "b", "16", "c", "false", "d", "[1]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"word", "./file.yml", "/file.yml", "[1]", "a='x", "@/nowhere/x.yml", "{a: b", "{a: [}"})
    void refuses(String argument) {
        assertThatThrownBy(() -> ExtraVariables.parse(List.of(argument))).isInstanceOf(InputException.class);
    }
}
