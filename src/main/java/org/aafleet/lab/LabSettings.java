package org.aafleet.lab;

import java.util.Optional;
import org.aafleet.problem.InputException;

/**
 * What a person may decide about a lab.
 *
 * @param mirror where Debian is installed from; the machine's own mirror when absent
 * @param install whether missing packages are installed on this machine
 * @param setClock whether a host that wakes up gets this machine's time; otherwise its clock stands where the image was
 *     made, which is one way to try a skewed clock
 */
public record LabSettings(Optional<String> mirror, boolean install, boolean setClock) {

    /** @throws InputException when the mirror is not an address of the web */
    public LabSettings {
        mirror.filter(url -> !url.matches("https?://[\\w.~:/@%+=\\[\\]-]+")).ifPresent(url -> {
            throw new InputException("'" + url + "' cannot be a Debian mirror: an http or https address is wanted");
        });
    }

    public static LabSettings defaults() {
        return new LabSettings(Optional.empty(), false, true);
    }
}
