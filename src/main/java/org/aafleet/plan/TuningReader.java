package org.aafleet.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.aafleet.catalog.Exposure;
import org.aafleet.catalog.Service;
import org.aafleet.catalog.ServiceFile.Kind;
import org.aafleet.catalog.ServiceFile.Tunable;
import org.aafleet.catalog.SiteRules;
import org.aafleet.catalog.TunableValue;
import org.aafleet.catalog.TunablesFile;
import org.aafleet.catalog.Tuning;
import org.aafleet.playbook.ServiceEntry;
import org.aafleet.problem.Location;
import org.aafleet.problem.Suggestion;
import org.aafleet.yaml.Binder;
import org.aafleet.yaml.Located;
import org.aafleet.yaml.YamlNode;
import org.aafleet.yaml.YamlNode.Mapping;
import org.aafleet.yaml.YamlNode.Scalar;

/** Reads {@code tune:} and {@code features:} of a play's service against what its catalogue entry knows. */
final class TuningReader {

    private static final String RULES = "rules";
    private static final String DISCOVER = "discover";
    private static final String ALLOW_WIDE = "allow_wide";
    private static final String SITES = "sites";
    private static final String ENTER_SITES = "enter_sites";
    private static final List<String> KEYS = List.of(RULES, DISCOVER, ALLOW_WIDE, SITES, ENTER_SITES);

    private final Service service;
    private final Binder binder;
    private final Map<String, List<String>> tunables = new LinkedHashMap<>();
    private final Map<String, List<String>> rules = new LinkedHashMap<>();
    private final Set<String> wide = new TreeSet<>();
    private final Map<String, Map<String, List<String>>> sites = new LinkedHashMap<>();
    private boolean discover = true;
    private boolean discoverSites;
    private Optional<Location> entersSites = Optional.empty();

    TuningReader(Service service, Binder binder) {
        this.service = service;
        this.binder = binder;
    }

    Declaration read(ServiceEntry entry) {
        entry.tune().forEach((key, node) -> {
            if (key.value().equals(ALLOW_WIDE)) {
                readWide(node);
            }
        });
        entry.tune().forEach(this::read);
        entersSites.ifPresent(this::checkThatSitesCanBeEntered);
        List<Located<String>> features = entry.features().orElse(List.of());
        features.forEach(this::checkFeature);
        Tuning tuning = new Tuning(
                entry.mode(),
                tunables,
                features.stream().map(Located::value).distinct().toList(),
                rules,
                sites);
        return new Declaration(
                tuning,
                entry.features().isPresent(),
                discover,
                discover && discoverSites,
                entersSites.isPresent(),
                List.copyOf(wide));
    }

    private void read(Located<String> key, YamlNode node) {
        switch (key.value()) {
            case RULES -> readRules(node);
            case SITES -> readSites(node);
            case DISCOVER -> discover = binder.bind(node, Boolean.class).orElse(true);
            case ENTER_SITES ->
                entersSites =
                        binder.bind(node, Boolean.class).filter(asked -> asked).map(asked -> key.at());
            case ALLOW_WIDE -> {
                // Read first, because the values of tunables depend on it.
            }
            default -> readTunable(key, node);
        }
    }

    private void readWide(YamlNode node) {
        for (Located<String> tunable : values(node)) {
            if (service.about().tunables().containsKey(tunable.value())) {
                wide.add(tunable.value());
            } else {
                unknown(tunable, "tunable", service.about().tunables().keySet());
            }
        }
    }

    /** The word {@code discover}, or a mapping from names to values. */
    private void readSites(YamlNode node) {
        if (service.about().sites().isEmpty()) {
            binder.error(node.at(), service.name() + " has no sites");
        } else if (node instanceof Mapping mapping) {
            mapping.entries().forEach(entry -> readSite(entry.key(), entry.value()));
        } else {
            discoverSites = binder.bind(node, SitesWord.class).isPresent();
        }
    }

    private void checkThatSitesCanBeEntered(Location at) {
        if (service.about().sites().isEmpty()) {
            binder.error(at, service.name() + " has no sites");
        } else if (service.about().sites().get().snippet().isEmpty()) {
            binder.error(
                    at,
                    "for " + service.name() + " there is no snippet to install",
                    Optional.of("its own configuration needs: "
                            + service.about().sites().get().enter()));
        } else if (!discoverSites && sites.isEmpty()) {
            binder.error(at, "'enter_sites' needs 'sites'", Optional.of("'sites: discover' confines all of them"));
        } else if (!discover) {
            binder.error(at, "'enter_sites' needs 'discover': where a site is written is found by it");
        }
    }

    private enum SitesWord {
        DISCOVER
    }

    private void readSite(Scalar name, YamlNode node) {
        if (!Service.isSite(name.text())) {
            binder.error(
                    name.at(), "'" + name.text() + "' is no name for a profile: letters, digits, '.', '_' and '-'");
        } else if (!(node instanceof Mapping mapping)) {
            binder.error(node.at(), "expected a mapping from tunables to values, found " + node.kind());
        } else {
            Map<String, Tunable> known = service.about().sites().orElseThrow().tunables();
            Map<String, List<String>> values = new LinkedHashMap<>();
            mapping.entries().forEach(entry -> {
                Located<String> key =
                        new Located<>(entry.key().text(), entry.key().at());
                Tunable about = known.get(key.value());
                if (about == null) {
                    unknown(key, "tunable of a site", known.keySet());
                } else {
                    values.put(key.value(), words(key.value(), about, entry.value()));
                }
            });
            sites.put(name.text(), values);
        }
    }

    private void readTunable(Located<String> key, YamlNode node) {
        Tunable about = service.about().tunables().get(key.value());
        if (about == null) {
            Set<String> known = new TreeSet<>(service.about().tunables().keySet());
            known.addAll(KEYS);
            unknown(key, "tunable", known);
        } else {
            tunables.put(key.value(), words(key.value(), about, node));
        }
    }

    private List<String> words(String tunable, Tunable about, YamlNode node) {
        // An AppArmor variable without a value is a syntax error on the host.
        if (binder.items(node).isEmpty()) {
            binder.error(node.at(), "a value is missing", Optional.of("leave the key out for the catalogue's default"));
        }
        List<String> words = new ArrayList<>();
        for (Located<String> value : values(node)) {
            Optional<String> wrong = TunableValue.check(value.value(), about.kind());
            if (wrong.isPresent()) {
                binder.error(value.at(), "tunable '" + tunable + "' of " + service.name() + ": " + wrong.get());
            } else {
                words.add(TunableValue.policy(value.value(), about.kind()));
                checkExposure(tunable, value, about.kind());
            }
        }
        return List.copyOf(new LinkedHashSet<>(words));
    }

    private void checkExposure(String tunable, Located<String> value, Kind kind) {
        if (wide.contains(tunable)
                || kind == Kind.NAME
                || isDefault(tunable, TunableValue.policy(value.value(), kind))) {
            return;
        }
        Optional<String> opened =
                kind == Kind.PATH ? Exposure.ofPattern(value.value()) : Exposure.of(value.value(), kind);
        opened.ifPresent(file -> binder.error(
                value.at(),
                "tunable '" + tunable + "' of " + service.name() + ": '" + value.value() + "' would open " + file,
                Optional.of("'allow_wide: [" + tunable + "]' under tune allows it")));
    }

    private boolean isDefault(String tunable, String word) {
        return TunablesFile.of(service)
                .defaults()
                .getOrDefault(tunable, List.of())
                .contains(word);
    }

    private void checkFeature(Located<String> feature) {
        if (!service.about().features().containsKey(feature.value())) {
            unknown(feature, "feature", service.about().features().keySet());
        }
    }

    /** A list extends the service's main profile; a mapping names the profiles. */
    private void readRules(YamlNode node) {
        if (!(node instanceof Mapping mapping)) {
            readRulesOfMainProfile(node);
            return;
        }
        mapping.entries().forEach(entry -> {
            Located<String> profile =
                    new Located<>(entry.key().text(), entry.key().at());
            if (service.about().profiles().containsKey(profile.value())) {
                rules.put(profile.value(), SiteRules.checked(values(entry.value()), binder));
            } else {
                unknown(profile, "profile", service.about().profiles().keySet());
            }
        });
    }

    private void readRulesOfMainProfile(YamlNode node) {
        List<String> parents = service.about().profiles().keySet().stream()
                .filter(name -> !name.contains("//"))
                .toList();
        if (parents.size() == 1) {
            rules.put(parents.get(0), SiteRules.checked(values(node), binder));
        } else {
            binder.error(
                    node.at(),
                    service.name() + " has several profiles",
                    Optional.of("write 'rules:' as a mapping from profile to rules"));
        }
    }

    private List<Located<String>> values(YamlNode node) {
        List<Located<String>> values = new ArrayList<>();
        for (YamlNode item : binder.items(node)) {
            binder.scalar(item, "text").ifPresent(scalar -> values.add(new Located<>(scalar.text(), scalar.at())));
        }
        return values;
    }

    private void unknown(Located<String> name, String kind, Set<String> known) {
        Location at = name.at();
        Optional<String> hint = Suggestion.didYouMean(name.value(), known)
                .or(() -> Optional.of(known.isEmpty() ? "it has none" : "known: " + String.join(", ", known)));
        binder.error(at, service.name() + " has no " + kind + " '" + name.value() + "'", hint);
    }
}
