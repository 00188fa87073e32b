package org.aafleet.host;

import java.util.Optional;

/**
 * A running process.
 *
 * @param program its executable's path, without the kernel's {@code (deleted)}
 * @param label its AppArmor label as the kernel prints it: {@code unconfined} or {@code name (mode)}
 * @param unit the systemd service that it belongs to
 */
public record ObservedProcess(int pid, String program, String label, Optional<String> unit) {

    /** The profile's name, without the mode; {@code unconfined} for none. */
    public String profile() {
        int mode = label.lastIndexOf(" (");
        return mode < 0 ? label : label.substring(0, mode);
    }

    public boolean isUnconfined() {
        return label.equals("unconfined") || label.isEmpty() || label.endsWith(" (unconfined)");
    }
}
