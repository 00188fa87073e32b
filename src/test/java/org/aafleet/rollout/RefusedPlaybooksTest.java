package org.aafleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.aafleet.problem.InputException;
import org.aafleet.report.Clean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For each bad playbook the file of the same name that ends in {@code .txt} holds all that is said about it. */
class RefusedPlaybooksTest {

    static Stream<Path> playbooks() {
        return PlaybookFiles.refused().stream();
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void says_where_what_and_what_was_meant(Path playbook) throws IOException {
        Path expected = Path.of(playbook.toString().replaceFirst("\\.yml$", ".txt"));
        assertThat(refusal(playbook)).isEqualTo(Files.readString(expected));
    }

    @Test
    void refuses_a_file_of_50_megabytes_without_reading_it(@TempDir Path directory) throws IOException {
        Path huge = directory.resolve("huge.yml");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(50_000_000);
        }
        assertThat(refusal(huge)).isEqualTo("error: huge.yml: file has 50000000 bytes; at most 16777216 are read\n");
    }

    @Test
    void refuses_a_playbook_that_is_not_there(@TempDir Path directory) {
        assertThat(refusal(directory.resolve("none.yml"))).isEqualTo("error: none.yml: cannot be read: no such file\n");
    }

    private static String refusal(Path playbook) {
        InputException refused = catchThrowableOfType(
                InputException.class, () -> PlaybookFiles.load(playbook, PlaybookFiles.inventory()));
        assertThat(refused).as(playbook + " is accepted").isNotNull();
        return Clean.text(String.valueOf(refused.getMessage())).replace(playbook.getParent() + "/", "") + "\n";
    }
}
