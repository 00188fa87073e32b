package org.aafleet.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What all lab hosts of a release share and none writes to: disk, kernel, and the state of the running machine.
 *
 * @param directory finished, because it got its name last
 */
record Image(Release release, Path directory) {

    static final String STATE = "state";

    Path disk() {
        return directory.resolve(VmFiles.DISK);
    }

    /** The public host keys, in the form of known_hosts without the names. */
    List<String> hostKeys() {
        try {
            return Files.readAllLines(directory.resolve("host_keys.pub"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
