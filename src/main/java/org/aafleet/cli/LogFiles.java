package org.aafleet.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.aafleet.audit.LogReader;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problem;

/** Logs that a person names, also {@code *.gz}; {@code -} is standard input. */
final class LogFiles {

    static final String STDIN = "-";

    private final CliContext context;

    LogFiles(CliContext context) {
        this.context = context;
    }

    /** @param lines is given each line */
    void read(String name, Consumer<String> lines) {
        try (Reader log = new InputStreamReader(open(name), StandardCharsets.UTF_8)) {
            long cut = new LogReader(lines).read(log);
            if (cut > 0) {
                context.console().warn(name + ": " + cut + " lines are too long, so only their beginning was read");
            }
        } catch (IOException e) {
            throw new InputException(Problem.error(name + ": cannot be read: " + e.getMessage()));
        }
    }

    private InputStream open(String name) throws IOException {
        if (name.equals(STDIN)) {
            return context.in();
        }
        InputStream file = Files.newInputStream(Path.of(name));
        return name.endsWith(".gz") ? new GZIPInputStream(file) : file;
    }
}
