package org.aafleet.fleet;

import java.util.Optional;

/**
 * What a service's probe said.
 *
 * @param failure why it failed; empty when the service works
 */
public record ProbeResult(String service, String probe, Optional<String> failure) {

    public boolean passed() {
        return failure.isEmpty();
    }

    @Override
    public String toString() {
        return service + ": " + probe + ": " + failure.orElse("ok");
    }
}
