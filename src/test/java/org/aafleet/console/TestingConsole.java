package org.aafleet.console;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.aafleet.report.Style;

/** A console without a person: it remembers what was said, and answers as the test told it to. */
public final class TestingConsole implements Console {

    private final StringBuilder results = new StringBuilder();
    private final StringBuilder messages = new StringBuilder();
    private final Deque<Boolean> answers = new ArrayDeque<>();
    private final Style style = new Style(false);

    private final Deque<Boolean> pauses = new ArrayDeque<>();
    private boolean patient;
    private Runnable onPause = () -> {};

    /** What happens meanwhile. */
    public void onPause(Runnable what) {
        onPause = what;
    }

    public TestingConsole answers(boolean... yes) {
        for (boolean answer : yes) {
            answers.add(answer);
        }
        return this;
    }

    /** What went to standard output. */
    public String results() {
        return results.toString();
    }

    /** What went to standard error. */
    public String messages() {
        return messages.toString();
    }

    @Override
    public synchronized void result(String line) {
        results.append(line).append('\n');
    }

    @Override
    public synchronized void info(String line) {
        messages.append(line).append('\n');
    }

    @Override
    public void warn(String line) {
        info("warning: " + line);
    }

    @Override
    public void error(String line) {
        info("error: " + line);
    }

    @Override
    public void progress(String line) {}

    @Override
    public void clear() {}

    /** Pauses take their time, and the person waits for each next look. */
    public TestingConsole patient() {
        patient = true;
        return this;
    }

    @Override
    public boolean pause(Duration time) {
        if (patient) {
            try {
                Thread.sleep(time.toMillis());
                return true;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        onPause.run();
        return !pauses.isEmpty() && pauses.remove();
    }

    /** What the person at the terminal does after each look: true waits for the next one. */
    public TestingConsole looks(int times) {
        for (int i = 1; i < times; i++) {
            pauses.add(true);
        }
        return this;
    }

    @Override
    public boolean confirm(String question) {
        info(question);
        return !answers.isEmpty() && answers.remove();
    }

    @Override
    public Optional<String> askSecret(String prompt) {
        return Optional.empty();
    }

    @Override
    public Style style() {
        return style;
    }
}
