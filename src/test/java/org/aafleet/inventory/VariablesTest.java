package org.aafleet.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Location;
import org.aafleet.yaml.PlainValues;
import org.aafleet.yaml.YamlNode.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariablesTest {

    private static final Location HERE = new Location("play.yml", 7, 3);

    private static Variables variables(String yaml) {
        Inventory inventory = Inventory.load(List.of("w1.example.com,w2,"), Optional.of(Path.of("/srv/play")));
        return inventory.variables(
                Host.named("w1.example.com"), List.of(ExtraVariables.parse(List.of("{" + yaml + "}"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{ a }}                        | 1",
                "{{a}}                          | 1",
                "x{{ a }}y{{ b }}z              | x1yTruez",
                "{{ m.k }} {{ m['k'] }}         | v v",
                "{{ m[\"two words\"] }}         | w",
                "{{ m.deep.er }}                | 3",
                "{{ l[0] }}{{ l[-1] }}{{ l.1 }} | 102020",
                "{{ via }}                      | [1]",
                "{{ m.look }}                   | 1",
                "{{ nothing }}-                 | None-",
                "{{ f }}                        | 1.5",
                "plain {text} } }}              | plain {text} } }}",
                "{{ inventory_hostname }}       | w1.example.com",
                "{{ inventory_hostname_short }} | w1",
                "{{ groups['all'][1] }}         | w2",
                "{{ group_names[0] }}           | ungrouped",
                "{{ playbook_dir }}             | /srv/play",
                "{{ literal }}                  | {{ a }}",
                "{{ whole.k }}                  | v",
            })
    void looks_up(String text, String expected) {
        Variables variables =
                variables("a: 1, b: yes, f: 1.50, m: {k: v, 'two words': w, deep: {er: 3}, look: '{{ a }}'"
                        + "}, l: [10, 20], via: '[{{ a }}]', nothing: , literal: !unsafe '{{ a }}',"
                        + " whole: '{{ m }}'");
        assertThat(variables.resolve(text, HERE)).isEqualTo(expected);
    }

    @Test
    void a_lone_look_up_takes_the_type_of_the_value() {
        Variables variables = variables("n: 5, l: [1, '{{ n }}'], copy: '{{ l }}', tree: {a: ['{{ n }}', x]}");
        assertThat(variables.get("copy").map(PlainValues::of)).contains(List.of(1L, 5L));
        assertThat(variables.get("tree").map(PlainValues::of)).contains(Map.of("a", List.of(5L, "x")));
        assertThat(variables.integer("n")).hasValue(5);
    }

    @Test
    void keeps_places() {
        assertThat(variables("n: 5").resolve(Scalar.string("{{ n }}", HERE)).at())
                .isEqualTo(HERE);
    }

    @Test
    void does_not_look_at_what_is_not_used() {
        Variables variables =
                variables("good: 1, bad: '{{ x | y }}', secret: !vault abc, m: {bad: '{% if %}', good: 2}");
        assertThat(variables.text("good")).contains("1");
        assertThat(variables.resolve("{{ m.good }}", HERE)).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ a | default(1) }}",
                "{{ a + 1 }}",
                "{{ a.upper() }}",
                "{% if a %}x{% endif %}",
                "{# comment #}",
                "{{ a",
                "{{ }}",
                "{{ 'text' }}",
                "{{ a[b] }}",
                "{{- a -}}",
                "{{ lookup('env', 'HOME') }}",
            })
    void refuses_other_jinja(String text) {
        assertThatThrownBy(() -> variables("a: 1, b: 0").resolve(text, HERE))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("play.yml:7:3: error: not a plain look-up: " + text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{ htpp_port }}   | play.yml:7:3: error: nothing is called 'htpp_port' (did you mean 'http_port'?)",
                "{{ m.kez }}       | play.yml:7:3: error: nothing is called 'kez' in 'm', which is a mapping (did you mean 'key'?)",
                "{{ http_port.x }} | play.yml:7:3: error: nothing is called 'x' in 'http_port', which is an integer",
                "{{ l[2] }}        | play.yml:7:3: error: nothing is called '2' in 'l', which is a list",
                "x{{ m }}          | play.yml:7:3: error: 'm' is a mapping, which does not fit in a text",
                "{{ secret }}      | -e:1:51: error: the value is encrypted with ansible-vault",
                "{{ hostvars.w2 }} | play.yml:7:3: error: the variables of other hosts (hostvars) cannot be looked up",
                "{{ odd }}         | -e:1:68: error: unknown tag !odd",
            })
    void says_what_is_wrong(String text, String message) {
        assertThatThrownBy(() -> variables("http_port: 80, m: {key: v}, l: [1, 2], secret:   !vault abc, odd: !odd xyz")
                        .resolve(text, HERE))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void reports_circles() {
        assertThatThrownBy(() ->
                        variables("a: '{{ b }}', b: 'x{{ c }}', c: '{{ a }}'").text("a"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("look-ups go round in a circle: b -> c -> a");
    }

    @Test
    void bounds_values_that_double_each_other() {
        for (String form : List.of("v%d: '{{ v%d }}{{ v%d }}'", "v%d: ['{{ v%d }}', '{{ v%d }}']")) {
            String doubling = IntStream.range(0, 60)
                    .mapToObj(i -> String.format(form, i, i + 1, i + 1))
                    .collect(Collectors.joining(", ", "", ", v60: text"));
            assertThatThrownBy(() -> variables(doubling).get("v0"))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("look-ups bring more than");
        }
    }

    @Test
    void reads_types_as_ansible_does() {
        Variables variables = variables("t: 'Yes', f: 'off', one: 1, zero: '0', n: '22', null_: , l: []");
        assertThat(variables.bool("t")).contains(true);
        assertThat(variables.bool("f")).contains(false);
        assertThat(variables.bool("one")).contains(true);
        assertThat(variables.bool("zero")).contains(false);
        assertThat(variables.integer("n")).hasValue(22);
        assertThat(variables.text("null_")).isEmpty();
        assertThat(variables.text("absent")).isEmpty();
        assertThatThrownBy(() -> variables.text("l")).hasMessageContaining("expected text, found a list");
        assertThatThrownBy(() -> variables.integer("t")).hasMessageContaining("expected an integer, found text");
        assertThatThrownBy(() -> variables.bool("n")).hasMessageContaining("expected true or false");
    }

    @Test
    void a_later_layer_wins() {
        Inventory inventory = Inventory.load(List.of("w1,"), Optional.empty());
        Variables variables = inventory.variables(
                Host.named("w1"),
                List.of(
                        ExtraVariables.parse(List.of("a=1 b=1")),
                        ExtraVariables.parse(List.of("b=2 inventory_hostname=no"))));
        assertThat(variables.resolve("{{ a }}{{ b }}{{ inventory_hostname }}", HERE))
                .isEqualTo("12w1");
    }
}
