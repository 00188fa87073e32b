package org.aafleet.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.problem.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinderTest {

    enum Restart {
        NEVER,
        IF_UNCONFINED
    }

    record Port(int number) {
        Port {
            if (number > 65535) {
                throw new IllegalArgumentException("a port is at most 65535");
            }
        }
    }

    record Name(String text) {
        @FromYaml(schema = "{\"type\": \"string\"}")
        static Optional<Name> read(YamlNode node, Binder binder) {
            return binder.scalar(node, "a name").map(scalar -> new Name("<" + scalar.text() + ">"));
        }
    }

    record Play(
            String name,
            Name custom,
            List<String> hosts,
            Map<String, Integer> weights,
            Optional<String> user,
            OptionalInt serial,
            boolean become,
            @Default("5m") Duration soakTime,
            @Default("if-unconfined") Restart restart,
            Located<String> where,
            List<Port> ports,
            Optional<YamlNode> raw) {}

    private final Problems problems = new Problems();

    private Optional<Play> bind(String yaml) {
        Source source = new Source("f.yml", yaml);
        YamlNode node = YamlReader.read(source, problems, Severity.ERROR).orElseThrow();
        return new Binder(source, problems).bind(node, Play.class);
    }

    @Test
    void binds_every_kind_of_component() {
        Play play = bind("""
                name: p
                custom: c
                hosts: [a, b]
                weights: {x: 1, y: 0x10}
                user: me
                serial: "3"
                become: yes
                soak_time: 1h
                restart: never
                where: here
                ports: {number: 80}
                raw: [1]
                """).orElseThrow();
        assertThat(problems.all()).isEmpty();
        assertThat(play.custom()).isEqualTo(new Name("<c>"));
        assertThat(play.hosts()).containsExactly("a", "b");
        assertThat(play.weights()).isEqualTo(Map.of("x", 1, "y", 16));
        assertThat(play.user()).contains("me");
        assertThat(play.serial()).hasValue(3);
        assertThat(play.become()).isTrue();
        assertThat(play.soakTime()).isEqualTo(Duration.ofHours(1));
        assertThat(play.restart()).isEqualTo(Restart.NEVER);
        assertThat(play.where().at()).hasToString("f.yml:10:8");
        assertThat(play.ports()).containsExactly(new Port(80));
        assertThat(play.raw()).isPresent();
    }

    @Test
    void fills_in_what_is_not_written() {
        Play play = bind("name: p\ncustom: c\nwhere: x\nuser:\n").orElseThrow();
        assertThat(play)
                .isEqualTo(new Play(
                        "p",
                        new Name("<c>"),
                        List.of(),
                        Map.of(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        false,
                        Duration.ofMinutes(5),
                        Restart.IF_UNCONFINED,
                        play.where(),
                        List.of(),
                        Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "serail: 1          | f.yml:1:32: error: unknown key 'serail' (did you mean 'serial'?)",
                "serial: ten        | f.yml:1:40: error: expected an integer, found 'ten'",
                "serial: 99999999999 | f.yml:1:40: error: expected an integer, found '99999999999'",
                "become: maybe      | f.yml:1:40: error: expected true or false, found 'maybe'",
                "soak_time: soon    | f.yml:1:43: error: expected a duration such as 30s, 10m, 24h or 1h30m, found 'soon'",
                "restart: nevr      | f.yml:1:41: error: expected one of never, if-unconfined, found 'nevr' (did you mean 'never'?)",
                "hosts: [{a: b}]    | f.yml:1:40: error: expected text, found a mapping",
                "weights: 5         | f.yml:1:41: error: expected a mapping, found '5'",
                "ports: 80          | f.yml:1:39: error: expected a mapping with number, found '80'",
                "ports: {number: 70000} | f.yml:1:39: error: a port is at most 65535",
                "ports: {}          | f.yml:1:39: error: key 'number' is missing",
            })
    void says_what_does_not_fit(String entry, String message) {
        bind("{name: p, custom: c, where: x, " + entry + "}");
        assertThat(problems.all()).singleElement().asString().startsWith(message);
    }

    @Test
    void reports_all_problems_at_once() {
        assertThat(bind("nmae: p\nserial: x\nbecome: 5\n")).isEmpty();
        assertThat(problems.all())
                .map(Problem::message)
                .containsExactly(
                        "unknown key 'nmae'",
                        "key 'name' is missing",
                        "key 'custom' is missing",
                        "key 'where' is missing",
                        "expected an integer, found 'x'",
                        "expected true or false, found '5'");
    }
}
