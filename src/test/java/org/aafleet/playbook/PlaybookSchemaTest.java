package org.aafleet.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problems;
import org.aafleet.problem.Severity;
import org.aafleet.rollout.PlaybookFiles;
import org.aafleet.yaml.PlainValues;
import org.aafleet.yaml.Source;
import org.aafleet.yaml.YamlNode;
import org.aafleet.yaml.YamlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema, asked through a validator that is none of ours, must say what the program says. */
class PlaybookSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(JSON.<JsonNode>valueToTree(PlaybookSchema.asValues()));

    static Stream<Path> playbooks() {
        return Stream.of(PlaybookFiles.shipped(), PlaybookFiles.accepted(), PlaybookFiles.refused())
                .flatMap(java.util.Collection::stream)
                .filter(file -> read(file).isPresent());
    }

    static Stream<Path> shipped() {
        return PlaybookFiles.shipped().stream();
    }

    @Test
    void is_a_json_schema_itself() {
        JsonSchema schemas = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(schemas.validate(JSON.<JsonNode>valueToTree(PlaybookSchema.asValues())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void accepts_every_shipped_playbook(Path playbook) {
        assertThat(problems(Source.read(playbook))).isEmpty();
    }

    /** Catalogue and inventory are no business of the schema, and text before look-ups is none of the reader's. */
    @ParameterizedTest
    @MethodSource("playbooks")
    void refuses_what_the_program_refuses_when_it_reads_the_file_and_nothing_else(Path playbook) {
        Source source = Source.read(playbook);
        Problems problems = new Problems();
        Playbook.parse(source, problems);
        assertThat(problems(source).isEmpty())
                .as(problems(source) + "\n" + problems.all())
                .isEqualTo(!problems.hasErrors());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hosts: web",
                "- {hots: web}",
                "- {hosts: web, become: perhaps}",
                "- {hosts: web, serial: -1}",
                "- {hosts: web, serial: 5 percent}",
                "- {hosts: web, max_fail_percentage: 101}",
                "- {hosts: web, max_fail_percentage: '100.5'}",
                "- {hosts: web, services: [{}]}",
                "- {hosts: web, services: [{name: lighttpd, mode: enforced}]}",
                "- {hosts: web, services: [{name: lighttpd, mode: '{ web_mode }'}]}",
                "- {hosts: web, services: [{name: lighttpd, restart: true}]}",
                "- {hosts: web, services: [{name: lighttpd, tune: [docroot]}]}",
                "- {hosts: web, services: [{name: lighttpd, probe: {http: x, tcp: 80}}]}",
                "- {hosts: web, services: [{name: lighttpd, probe: {http: x, timeout: 10 s}}]}",
                "- {hosts: web, services: [{name: lighttpd, probe: {tcp: 80, status: 200}}]}",
                "- {hosts: '{{ x }}', serial: '{{ y }}'}",
            })
    void refuses_typical_mistakes(String playbook) {
        assertThat(problems(new Source("mistake.yml", playbook))).isNotEmpty();
    }

    private static Set<ValidationMessage> problems(Source source) {
        YamlNode node = YamlReader.read(source, new Problems(), Severity.ERROR).orElseThrow();
        return SCHEMA.validate(JSON.<JsonNode>valueToTree(PlainValues.of(node)));
    }

    /** Empty for what is not even YAML, or has a key twice, of which a schema never hears. */
    private static Optional<YamlNode> read(Path playbook) {
        Problems problems = new Problems();
        try {
            Optional<YamlNode> node = YamlReader.read(Source.read(playbook), problems, Severity.ERROR);
            return problems.hasErrors() ? Optional.empty() : node;
        } catch (InputException e) {
            return Optional.empty();
        }
    }
}
