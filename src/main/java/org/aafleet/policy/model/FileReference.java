package org.aafleet.policy.model;

/**
 * What {@code include} and {@code abi} name.
 *
 * @param magic written in angle brackets: looked up along the search path. Else the path is opened as it is.
 */
public record FileReference(String path, boolean magic) {

    @Override
    public String toString() {
        return magic ? "<" + path + ">" : '"' + path + '"';
    }
}
