package org.aafleet.catalog;

import java.util.ArrayList;
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

    /** With rules of the site's files, which come before those of its playbook. */
    public Tuning withRules(Map<String, List<String>> files) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        files.forEach((profile, texts) -> all.put(profile, new ArrayList<>(texts)));
        rules.forEach((profile, texts) ->
                all.computeIfAbsent(profile, name -> new ArrayList<>()).addAll(texts));
        return new Tuning(mode, tunables, features, all, sites);
    }

    public Tuning {
        tunables = Collections.unmodifiableMap(new LinkedHashMap<>(tunables));
        features = List.copyOf(features);
        rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
        sites = Collections.unmodifiableMap(new LinkedHashMap<>(sites));
    }
}
