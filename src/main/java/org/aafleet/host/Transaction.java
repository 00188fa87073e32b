package org.aafleet.host;

import java.util.List;

/**
 * One change of a host, wholly or not at all.
 *
 * @param owner who runs it, as the host's lock says it
 * @param restarts units that are restarted while the new profiles complain
 * @param keep how many old revisions of a service stay on the host
 * @param sendTools whether the console scripts on the host are absent or of another version
 */
public record Transaction(
        String owner, List<ServiceRevision> services, List<String> restarts, int keep, boolean sendTools) {

    public Transaction {
        services = List.copyOf(services);
        restarts = List.copyOf(restarts);
    }
}
