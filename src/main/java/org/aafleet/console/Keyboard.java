package org.aafleet.console;

import java.util.Optional;

/** What a person types. */
public interface Keyboard extends AutoCloseable {

    /** The next key; a whole line where single keys cannot be read. Empty when nothing more comes. */
    Optional<String> key();

    /**
     * A line.
     *
     * @param initial what it is before it is changed, where a line can be changed
     */
    Optional<String> line(String initial);

    @Override
    void close();
}
