package org.aafleet.host;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Who changes a host.
 *
 * @param name as the host's lock and history say it
 * @param run of a run that conducts a rollout, a name that no other run has: while it has a host's lease nobody else changes the
 *     host
 */
public record Owner(String name, Optional<String> run) {

    /**
     * For how long a run keeps others away after it has touched a host last; a run that dies, after any host. Longer than it pauses.
     */
    public static final Duration LEASE = Duration.ofMinutes(5);

    public static Owner of(String name) {
        return new Owner(name, Optional.empty());
    }

    /** A run of its own that conducts a rollout. */
    public static Owner conducting(String name) {
        return new Owner(name, Optional.of(UUID.randomUUID().toString()));
    }

    /** What {@code keep_lease} goes by. */
    String shell() {
        return "run=" + Shell.quote(run.orElse("")) + " lease_seconds=" + LEASE.toSeconds();
    }

    @Override
    public String toString() {
        return name;
    }
}
