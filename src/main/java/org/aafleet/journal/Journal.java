package org.aafleet.journal;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** What this controller did: a file with one JSON object a line, only ever appended to. */
public final class Journal {

    private final Path file;

    /** @param file such as {@code ~/.local/state/aa-fleet/journal.jsonl}; created when it is first written to */
    public Journal(Path file) {
        this.file = file;
    }

    public Path file() {
        return file;
    }

    /** @param entry plain values by name, in the order of writing */
    public void append(Map<String, ?> entry) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file,
                    JSON.std.asString(entry) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.SYNC);
        } catch (IOException e) {
            throw new UncheckedIOException("the journal " + file + " cannot be written", e);
        }
    }
}
