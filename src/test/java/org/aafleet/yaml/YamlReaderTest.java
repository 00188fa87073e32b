package org.aafleet.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.aafleet.problem.Problems;
import org.aafleet.problem.Severity;
import org.aafleet.yaml.YamlNode.Mapping;
import org.aafleet.yaml.YamlNode.Scalar;
import org.aafleet.yaml.YamlNode.Sequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {

    private final Problems problems = new Problems();

    private Optional<YamlNode> read(String text) {
        return YamlReader.read(new Source("f.yml", text), problems, Severity.ERROR);
    }

    private Mapping mapping(String text) {
        Mapping mapping = (Mapping) read(text).orElseThrow();
        assertThat(problems.all()).isEmpty();
        return mapping;
    }

    @Test
    void knows_where_everything_is() {
        Mapping mapping = mapping("a: 1\nb:\n  - x\n  - {c: y}\n");
        assertThat(mapping.entry("b").orElseThrow().key().at()).hasToString("f.yml:2:1");
        Sequence list = (Sequence) mapping.get("b").orElseThrow();
        assertThat(list.at()).hasToString("f.yml:3:3");
        assertThat(((Mapping) list.items().get(1)).get("c").orElseThrow().at()).hasToString("f.yml:4:9");
    }

    @Test
    void a_text_without_a_document_is_nothing() {
        assertThat(read("# only a comment\n")).isEmpty();
        assertThat(problems.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a: [1            | f.yml:1:6: error: while parsing a flow sequence",
                "a: b: c          | f.yml:1:5: error: mapping values are not allowed here",
                "a: 1 \\n a: 2    | f.yml:2:3: error: mapping values are not allowed here",
                "a: &x [*x]       | f.yml:1:4: error: an alias that contains itself",
                "a: !!int x       | f.yml:1:4: error: 'x' is not an integer",
                "a: !foo [x]      | f.yml:1:4: error: unknown tag !foo",
                "[a]: 1           | f.yml:1:1: error: a key has to be plain text",
                "<<: 5            | f.yml:1:5: error: '<<' takes a mapping, found an integer",
                "a: 1\\nb: 2\\na: | f.yml:3:1: error: key 'a' is already set at line 1",
            })
    void says_what_is_wrong(String text, String message) {
        read(text.replace("\\n", "\n"));
        assertThat(problems.all()).isNotEmpty().first().asString().startsWith(message);
    }

    @Test
    void of_a_duplicate_key_the_last_counts() {
        Problems warnings = new Problems();
        YamlNode node = YamlReader.read(new Source("f", "a: 1\na: 2"), warnings, Severity.WARNING)
                .orElseThrow();
        assertThat(PlainValues.of(node)).isEqualTo(Map.of("a", 2L));
        assertThat(warnings.warnings()).hasSize(1);
    }

    @Test
    void merges_with_the_weakest_first() {
        Mapping mapping = mapping("""
                x: &x {k: x, only_x: 1}
                y: &y {k: y, only_y: 1}
                z: {own: 1, <<: [*x, *y], k: z}
                w: {<<: [*x, *y]}
                """);
        Mapping merged = (Mapping) mapping.get("z").orElseThrow();
        assertThat(merged.keys()).containsExactly("k", "only_y", "only_x", "own");
        assertThat(merged.get("k")).map(PlainValues::of).contains("z");
        assertThat(((Mapping) mapping.get("w").orElseThrow()).get("k"))
                .map(PlainValues::of)
                .contains("x");
    }

    @Test
    void refuses_an_alias_bomb_at_once() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 100; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        read(bomb.toString());
        assertThat(problems.all()).singleElement().asString().contains("aliases expand to more than");
    }

    @Test
    void refuses_what_is_nested_too_deeply() {
        read("[".repeat(100_000));
        assertThat(problems.hasErrors()).isTrue();
    }

    @Test
    void unsafe_holds_for_all_text_within() {
        Mapping mapping = mapping("a: !unsafe [x, {k: y}, 1]\nb: !vault z\n");
        Sequence list = (Sequence) mapping.get("a").orElseThrow();
        assertThat(((Scalar) list.items().get(0)).tag()).contains("!unsafe");
        assertThat(((Scalar) ((Mapping) list.items().get(1)).get("k").orElseThrow()).tag())
                .contains("!unsafe");
        assertThat(((Scalar) list.items().get(2)).tag()).isEmpty();
        assertThat(((Scalar) mapping.get("b").orElseThrow()).tag()).contains("!vault");
    }

    @Test
    void an_excerpt_shows_the_place_and_no_control_characters() {
        read("a: [\u202e\t}");
        assertThat(problems.all()).singleElement().asString().contains("^").doesNotContain("\u202e", "\t");
    }

    @Test
    void says_where_a_character_is_that_yaml_does_not_have() {
        read("a: 1\nb: \u001b[31m\n");
        assertThat(problems.all())
                .singleElement()
                .asString()
                .startsWith("f.yml:2:4: error: not readable as YAML: special characters are not allowed")
                .doesNotContain("\u001b");
    }
}
