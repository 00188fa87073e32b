package org.aafleet.console;

import java.time.Duration;
import org.aafleet.report.Style;

/**
 * Where the program talks to a person. Results go to standard output, everything else to standard error, so that output
 * can be piped. Text from hosts and files is cleaned of control characters on its way out.
 */
public interface Console {

    /** A result: what the verb was asked for. */
    void result(String line);

    /** What is going on, or what was done. */
    void info(String line);

    void warn(String line);

    void error(String line);

    /** What the program is busy with; the next call replaces it. Shown on terminals only. */
    void progress(String line);

    /** Makes room for the next look of something that is watched; on terminals only. */
    void clear();

    /** Waits; false when there shall be no next look. */
    boolean pause(Duration time);

    /** Asks a yes-or-no question; anything but a yes is a no, and so is a terminal that nobody sits at. */
    boolean confirm(String question);

    /** Asks for a secret without showing it; empty when nobody can answer. */
    java.util.Optional<String> askSecret(String prompt);

    Style style();
}
