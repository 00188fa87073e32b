package org.aafleet.plan;

import java.util.List;
import java.util.Map;
import org.aafleet.catalog.ServiceMode;
import org.aafleet.catalog.Tuning;

/**
 * What a playbook says of a service's tuning, all of it checked.
 *
 * @param tuning what is declared; a tunable that is not in it is discovered, or has the catalogue's default
 * @param featuresDeclared whether the features are exactly those of the tuning
 * @param discover whether the service's own configuration on the host is read
 * @param discoverSites whether each virtual host or pool that the configuration names is confined by itself
 * @param enterSites whether the file is installed that makes them enter their profiles
 * @param wide tunables whose values may reach beyond any service's own files
 */
public record Declaration(
        Tuning tuning,
        boolean featuresDeclared,
        boolean discover,
        boolean discoverSites,
        boolean enterSites,
        List<String> wide) {

    Declaration withRules(Map<String, List<String>> files) {
        return new Declaration(tuning.withRules(files), featuresDeclared, discover, discoverSites, enterSites, wide);
    }

    Declaration in(ServiceMode mode) {
        return new Declaration(tuning.in(mode), featuresDeclared, discover, discoverSites, enterSites, wide);
    }

    public Declaration {
        wide = List.copyOf(wide);
    }
}
