package org.aafleet.plan;

import java.util.List;
import java.util.Set;
import org.aafleet.host.Discovery.Origin;

/**
 * Where the values of a tunable come from. All values are as policy has them.
 *
 * @param discovered what the service's own configuration on the host says, in force or not
 * @param origins where it says so
 * @param defaults the catalogue's
 */
public record Setting(
        String tunable,
        List<String> values,
        Source source,
        List<String> discovered,
        List<Origin> origins,
        List<String> defaults) {

    public enum Source {
        DECLARED,
        DISCOVERED,
        DEFAULT
    }

    public Setting {
        values = List.copyOf(values);
        discovered = List.copyOf(discovered);
        origins = List.copyOf(origins);
        defaults = List.copyOf(defaults);
    }

    /** Whether what is in force is not what the service's own configuration says. */
    public boolean overrides() {
        return source == Source.DECLARED
                && !discovered.isEmpty()
                && !Set.copyOf(discovered).equals(Set.copyOf(values));
    }
}
