package org.aafleet.policy.access;

import java.util.List;
import java.util.Optional;

/**
 * What changes in a profile that two policies have under one name, or that one of them lacks.
 *
 * @param name as the kernel lists it
 * @param terms what its header and its limits say differently, in words; of one that comes or goes, that
 * @param unknown why some accesses could not be compared
 */
public record ProfileChange(String name, List<String> terms, List<AccessChange> accesses, Optional<String> unknown) {

    public ProfileChange {
        terms = List.copyOf(terms);
        accesses = List.copyOf(accesses);
    }

    public boolean isNone() {
        return terms.isEmpty() && accesses.isEmpty() && unknown.isEmpty();
    }
}
