package org.aafleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AcceptedPlaybooksTest {

    static Stream<Path> playbooks() {
        return PlaybookFiles.accepted().stream();
    }

    static Stream<Path> shipped() {
        return PlaybookFiles.shipped().stream();
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void loads_what_is_right(Path playbook) {
        Project project = PlaybookFiles.load(playbook, PlaybookFiles.inventory());
        assertThat(project.desired().warnings()).isEmpty();
        assertThat(project.desired().isEmpty()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void loads_every_shipped_playbook_with_the_shipped_inventory(Path playbook) {
        Project project = PlaybookFiles.load(playbook, "inventories/example");
        assertThat(project.inventory().warnings()).isEmpty();
        assertThat(project.desired().warnings()).isEmpty();
        assertThat(project.desired().plays())
                .allSatisfy(play -> assertThat(play.hosts())
                        .isNotEmpty()
                        .allSatisfy(host ->
                                assertThat(host.services()).as(host.name()).isNotEmpty()));
    }
}
