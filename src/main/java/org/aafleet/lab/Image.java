package org.aafleet.lab;

import java.nio.file.Path;

/**
 * What all lab hosts of a release share and none writes to: disk, kernel, and the state of the running machine.
 *
 * @param directory finished, because it got its name last
 */
record Image(Path directory) {

    /** The memory and the devices of the machine a moment after its services came up. */
    static final String STATE = "state";

    /** The public host keys, one a line, as ssh-keygen writes them. */
    static final String HOST_KEYS = "host_keys.pub";
}
