package org.aafleet.console;

import java.io.IOException;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Single keys of a terminal. It is as it was before once this is closed, or the program ends. */
public final class TerminalKeyboard implements Keyboard {

    private static final int CTRL_C = 3;
    private static final int CTRL_D = 4;
    private static final int ESCAPE = 27;

    private final Terminal terminal;
    private final Attributes before;
    private final LineReader editor;

    private TerminalKeyboard(Terminal terminal) {
        this.terminal = terminal;
        this.before = terminal.enterRawMode();
        this.editor = LineReaderBuilder.builder().terminal(terminal).build();
        this.editor.setVariable(LineReader.DISABLE_HISTORY, true);
        this.editor.setOpt(LineReader.Option.DISABLE_EVENT_EXPANSION);
    }

    /** @return empty where there is no terminal that can do this */
    public static Optional<Keyboard> open() {
        try {
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .provider("exec")
                    .dumb(false)
                    .build();
            return Optional.of(new TerminalKeyboard(terminal));
        } catch (IOException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> key() {
        try {
            int key = terminal.reader().read();
            if (key == ESCAPE) {
                skipSequence();
            }
            return key < 0 || key == CTRL_C || key == CTRL_D
                    ? Optional.empty()
                    : Optional.of(key == ESCAPE ? "escape" : Character.toString(key));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** An arrow is several characters, none of which is an answer. */
    private void skipSequence() throws IOException {
        while (terminal.reader().peek(20) >= 0) {
            terminal.reader().read();
        }
    }

    @Override
    public Optional<String> line(String initial) {
        try {
            return Optional.of(editor.readLine("> ", null, (Character) null, initial));
        } catch (UserInterruptException | EndOfFileException e) {
            return Optional.of("");
        }
    }

    @Override
    public void close() {
        try {
            terminal.setAttributes(before);
            terminal.close();
        } catch (IOException e) {
            // What could be restored has been.
        }
    }
}
