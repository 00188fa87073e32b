package org.aafleet.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.aafleet.console.Console;
import org.aafleet.report.Style;

/** For a verb that another one runs: its results are no results of that one. */
record Aside(Console console, Consumer<String> results) implements Console {

    @Override
    public void result(String line) {
        results.accept(line);
    }

    @Override
    public void info(String line) {
        console.info(line);
    }

    @Override
    public void warn(String line) {
        console.warn(line);
    }

    @Override
    public void error(String line) {
        console.error(line);
    }

    @Override
    public void progress(String line) {
        console.progress(line);
    }

    @Override
    public void clear() {
        console.clear();
    }

    @Override
    public boolean pause(Duration time) {
        return console.pause(time);
    }

    @Override
    public boolean confirm(String question) {
        return console.confirm(question);
    }

    @Override
    public Optional<String> askSecret(String prompt) {
        return console.askSecret(prompt);
    }

    @Override
    public Style style() {
        return console.style();
    }
}
