package org.aafleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.aafleet.rollout.PlaybookFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaCommandTest {

    static Iterable<Path> shipped() {
        return PlaybookFiles.shipped();
    }

    @Test
    void prints_the_published_schema() throws IOException {
        assertThat(Program.run("schema").out())
                .as("publish it anew: target/aa-fleet schema > playbooks/playbook.schema.json")
                .isEqualTo(Files.readString(PlaybookFiles.SHIPPED.resolve("playbook.schema.json")));
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void every_shipped_playbook_tells_editors_its_schema(Path playbook) throws IOException {
        assertThat(Files.readAllLines(playbook).get(0))
                .isEqualTo("# yaml-language-server: $schema=playbook.schema.json");
    }
}
