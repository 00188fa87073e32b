package org.aafleet.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aafleet.yaml.Located;

/**
 * What a site wants of a service.
 *
 * @param tunables values by tunable; one that is not named keeps the catalogue's default
 * @param features fragments that are included
 * @param rules AppArmor rules of the site, by the profile that they extend
 */
public record Tuning(
        ServiceMode mode,
        Map<String, List<Located<String>>> tunables,
        List<Located<String>> features,
        Map<String, List<Located<String>>> rules) {

    public Tuning {
        tunables = Collections.unmodifiableMap(new LinkedHashMap<>(tunables));
        features = List.copyOf(features);
        rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
    }
}
