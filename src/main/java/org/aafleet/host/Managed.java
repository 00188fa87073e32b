package org.aafleet.host;

/** What shall be at a path of a host. */
public sealed interface Managed {

    String path();

    /** @param text ends in a newline */
    record TextFile(String path, String text) implements Managed {}

    record Link(String path, String target) implements Managed {}

    record Nothing(String path) implements Managed {}

    /** Whether a host already has it. */
    default boolean isAt(ObservedPath there) {
        if (this instanceof TextFile file) {
            return there instanceof ObservedPath.RegularFile found
                    && found.text().equals(file.text());
        }
        if (this instanceof Link link) {
            return there instanceof ObservedPath.Link found && found.target().equals(link.target());
        }
        return there instanceof ObservedPath.Absent;
    }
}
