package org.aafleet.host;

import java.util.List;
import java.util.Optional;

/**
 * One change of a host, wholly or not at all.
 *
 * @param owner who runs it, as the host's lock says it
 * @param restarts units that are restarted while the new profiles complain
 * @param keep how many old revisions of a service stay on the host
 * @param sendTools whether the console scripts on the host are absent or of another version
 * @param confirmation when the change shall not stay without it
 */
public record Transaction(
        Owner owner,
        List<ServiceRevision> services,
        List<String> restarts,
        int keep,
        boolean sendTools,
        Optional<Confirmation> confirmation) {

    public Transaction {
        services = List.copyOf(services);
        restarts = List.copyOf(restarts);
    }
}
