package org.aafleet.plan;

import java.util.List;

/**
 * A file of the service's own configuration that makes sites enter their profiles.
 *
 * @param program that reads it
 * @param test the command, and its arguments, that tests the configuration
 */
public record DesiredSnippet(String path, String text, String program, List<String> test) {

    public DesiredSnippet {
        test = List.copyOf(test);
    }
}
