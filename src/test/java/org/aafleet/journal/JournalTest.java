package org.aafleet.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    @TempDir
    private Path directory;

    @Test
    void appends_a_line_for_each_entry_in_the_order_of_its_keys() throws IOException {
        Path file = directory.resolve("state/aa-fleet/journal.jsonl");
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("verb", "apply");
        entry.put("hosts", List.of("w1", "w2"));
        new Journal(file).append(entry);
        new Journal(file).append(Map.of("text", "two\nlines and a \"quote\" and \u001b[31m"));
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "{\"verb\":\"apply\",\"hosts\":[\"w1\",\"w2\"]}",
                        "{\"text\":\"two\\nlines and a \\\"quote\\\" and \\u001B[31m\"}");
    }

    @Test
    void writes_nothing_before_the_first_entry() {
        Path file = directory.resolve("journal.jsonl");
        assertThat(new Journal(file).file()).isEqualTo(file).doesNotExist();
    }

    @Test
    void says_which_file_cannot_be_written() throws IOException {
        Path file = Files.createDirectory(directory.resolve("journal.jsonl"));
        assertThatThrownBy(() -> new Journal(file).append(Map.of()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
    }
}
