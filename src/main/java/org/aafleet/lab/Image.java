package org.aafleet.lab;

import java.nio.file.Path;

/**
 * What all lab hosts of a release share and none writes to: disk, kernel, and the state of the running machine.
 *
 * @param directory finished, because it got its name last
 */
record Image(Release release, Path directory) {

    static final String STATE = "state";

    /** Where the public host keys are, in the form of known_hosts without the names. */
    static final String HOST_KEYS = "host_keys.pub";
}
