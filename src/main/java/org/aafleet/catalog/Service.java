package org.aafleet.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.aafleet.yaml.Source;

/**
 * An entry of the catalogue.
 *
 * @param profile the AppArmor source
 * @param tunables the AppArmor variables with their default values
 * @param features the fragments, by name
 */
public record Service(String name, ServiceFile about, Source profile, Source tunables, Map<String, Source> features) {

    public Service {
        features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
    }

    /** The AppArmor variable of a tunable, without {@code @{}}. */
    public String variable(String tunable) {
        return name.replace('-', '_') + "_" + tunable;
    }
}
