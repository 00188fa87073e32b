package org.aafleet.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines of standard input: for a screen reader, for a terminal that can do nothing else, and for scripts. */
public final class LineKeyboard implements Keyboard {

    private final BufferedReader lines;

    public LineKeyboard(InputStream in) {
        this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    @Override
    public Optional<String> key() {
        try {
            return Optional.ofNullable(lines.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<String> line(String initial) {
        return key();
    }

    @Override
    public void close() {
        // Standard input is not ours.
    }
}
