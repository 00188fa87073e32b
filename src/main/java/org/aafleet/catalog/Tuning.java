package org.aafleet.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a site wants of a service, all of it checked.
 *
 * @param tunables values by tunable, as {@link TunableValue#policy} writes them; one that is not named keeps the
 *     catalogue's default
 * @param features fragments that are included
 * @param rules AppArmor rules and hats of the site, by the profile that they extend
 * @param sites values of the tunables of single virtual hosts or pools, by their names
 */
public record Tuning(
        ServiceMode mode,
        Map<String, List<String>> tunables,
        List<String> features,
        Map<String, List<String>> rules,
        Map<String, Map<String, List<String>>> sites) {

    /** The same in another mode. */
    public Tuning in(ServiceMode other) {
        return new Tuning(other, tunables, features, rules, sites);
    }

    public Tuning {
        tunables = Collections.unmodifiableMap(new LinkedHashMap<>(tunables));
        features = List.copyOf(features);
        rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
        sites = Collections.unmodifiableMap(new LinkedHashMap<>(sites));
    }
}
