package org.aafleet.host;

import java.util.List;

/**
 * A managed file of a service's own configuration.
 *
 * @param units what runs with it; empty for those of the revision before
 * @param test the program, and its arguments, that tests the configuration
 */
public record Snippet(String path, List<String> units, List<String> test) {

    public Snippet {
        units = List.copyOf(units);
        test = List.copyOf(test);
    }
}
