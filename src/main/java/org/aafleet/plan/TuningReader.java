package org.aafleet.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.catalog.Service;
import org.aafleet.catalog.Tuning;
import org.aafleet.playbook.ServiceEntry;
import org.aafleet.problem.Location;
import org.aafleet.problem.Suggestion;
import org.aafleet.yaml.Binder;
import org.aafleet.yaml.Located;
import org.aafleet.yaml.YamlNode;
import org.aafleet.yaml.YamlNode.Mapping;

/** Reads {@code tune:} and {@code features:} of a play's service against what its catalogue entry knows. */
final class TuningReader {

    private static final String RULES = "rules";

    private final Service service;
    private final Binder binder;

    TuningReader(Service service, Binder binder) {
        this.service = service;
        this.binder = binder;
    }

    Tuning read(ServiceEntry entry) {
        Map<String, List<Located<String>>> tunables = new LinkedHashMap<>();
        Map<String, List<Located<String>>> rules = new LinkedHashMap<>();
        entry.tune().forEach((located, node) -> {
            String key = located.value();
            if (key.equals(RULES)) {
                rules.putAll(rules(node));
            } else if (service.about().tunables().containsKey(key)) {
                tunables.put(key, someValues(node));
            } else {
                List<String> known = new ArrayList<>(service.about().tunables().keySet());
                known.add(RULES);
                unknown(located.at(), "tunable", key, known);
            }
        });
        entry.features().forEach(this::checkFeature);
        return new Tuning(entry.mode(), tunables, entry.features(), rules);
    }

    private void checkFeature(Located<String> feature) {
        if (!service.features().containsKey(feature.value())) {
            unknown(
                    feature.at(),
                    "feature",
                    feature.value(),
                    List.copyOf(service.features().keySet()));
        }
    }

    /** A list extends the service's main profile; a mapping names the profiles. */
    private Map<String, List<Located<String>>> rules(YamlNode node) {
        if (!(node instanceof Mapping mapping)) {
            return rulesOfMainProfile(node);
        }
        Map<String, List<Located<String>>> rules = new LinkedHashMap<>();
        mapping.entries().forEach(entry -> {
            String profile = entry.key().text();
            if (service.about().profiles().containsKey(profile)) {
                rules.put(profile, values(entry.value()));
            } else {
                unknown(
                        entry.key().at(),
                        "profile",
                        profile,
                        List.copyOf(service.about().profiles().keySet()));
            }
        });
        return rules;
    }

    private Map<String, List<Located<String>>> rulesOfMainProfile(YamlNode node) {
        if (service.about().profiles().containsKey(service.about().profile())) {
            return Map.of(service.about().profile(), values(node));
        }
        binder.error(
                node.at(),
                service.name() + " has several profiles",
                Optional.of("write 'rules:' as a mapping from profile to rules"));
        return Map.of();
    }

    /** An AppArmor variable without a value is a syntax error on the host. */
    private List<Located<String>> someValues(YamlNode node) {
        if (binder.items(node).isEmpty()) {
            binder.error(node.at(), "a value is missing", Optional.of("leave the key out for the catalogue's default"));
        }
        return values(node);
    }

    private List<Located<String>> values(YamlNode node) {
        List<Located<String>> values = new ArrayList<>();
        for (YamlNode item : binder.items(node)) {
            binder.scalar(item, "text").ifPresent(scalar -> values.add(new Located<>(scalar.text(), scalar.at())));
        }
        return values;
    }

    private void unknown(Location at, String kind, String name, List<String> known) {
        Optional<String> hint = Suggestion.didYouMean(name, known)
                .or(() -> Optional.of(known.isEmpty() ? "it has none" : "known: " + String.join(", ", known)));
        binder.error(at, service.name() + " has no " + kind + " '" + name + "'", hint);
    }
}
