package org.aafleet.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aafleet.report.Style;

/** The console of a real process. */
public final class TerminalConsole implements Console {

    private static final String ERASE_LINE = "\r\u001b[2K";
    private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J";
    private static final Set<String> YES = Set.of("y", "yes");

    private final PrintStream out;
    private final PrintStream err;
    private final Optional<java.io.Console> terminal;
    private final Style style;
    private boolean progressShown;

    private TerminalConsole(PrintStream out, PrintStream err, Optional<java.io.Console> terminal, boolean colours) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.style = new Style(colours);
    }

    /** Colours and progress appear on a terminal only; {@code NO_COLOR} switches colours off. */
    public static Console of(PrintStream out, PrintStream err, Map<String, String> environment) {
        Optional<java.io.Console> terminal = terminal();
        boolean colours = terminal.isPresent()
                && !environment.containsKey("NO_COLOR")
                && !"dumb".equals(environment.getOrDefault("TERM", "dumb"));
        return new TerminalConsole(out, err, terminal, colours);
    }

    /** From JDK 22 on a console exists without a terminal too; the method that tells is newer than our base. */
    @SuppressWarnings("SystemConsoleNull")
    private static Optional<java.io.Console> terminal() {
        java.io.Console console = System.console();
        if (console == null) {
            return Optional.empty();
        }
        try {
            Object answer = java.io.Console.class.getMethod("isTerminal").invoke(console);
            return Boolean.TRUE.equals(answer) ? Optional.of(console) : Optional.empty();
        } catch (NoSuchMethodException e) {
            return Optional.of(console);
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    @Override
    public synchronized void result(String line) {
        clearProgress();
        out.println(line);
    }

    @Override
    public synchronized void info(String line) {
        clearProgress();
        err.println(line);
    }

    @Override
    public void warn(String line) {
        info(style.attention("warning: ") + line);
    }

    @Override
    public void error(String line) {
        info(style.bad("error: ") + line);
    }

    @Override
    public synchronized void progress(String line) {
        if (terminal.isPresent()) {
            err.print(ERASE_LINE + line);
            err.flush();
            progressShown = true;
        }
    }

    @Override
    public synchronized void clear() {
        if (terminal.isPresent()) {
            out.print(CLEAR_SCREEN);
            out.flush();
        }
    }

    @Override
    public boolean pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public synchronized boolean confirm(String question) {
        clearProgress();
        return terminal.map(console -> console.readLine("%s [y/N] ", question))
                .filter(answer -> YES.contains(answer.strip().toLowerCase(Locale.ROOT)))
                .isPresent();
    }

    @Override
    public synchronized Optional<String> askSecret(String prompt) {
        clearProgress();
        return terminal.map(console -> console.readPassword("%s", prompt)).map(String::new);
    }

    @Override
    public Style style() {
        return style;
    }

    private void clearProgress() {
        if (progressShown) {
            err.print(ERASE_LINE);
            progressShown = false;
        }
    }
}
