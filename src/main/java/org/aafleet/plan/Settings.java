package org.aafleet.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.aafleet.catalog.Exposure;
import org.aafleet.catalog.Service;
import org.aafleet.catalog.ServiceFile;
import org.aafleet.catalog.ServiceFile.Kind;
import org.aafleet.catalog.ServiceFile.Tunable;
import org.aafleet.catalog.TunableValue;
import org.aafleet.host.Discovery;
import org.aafleet.host.Discovery.Feature;
import org.aafleet.host.Discovery.SiteValue;
import org.aafleet.host.Discovery.Value;
import org.aafleet.plan.Setting.Source;

/** What is in force of a service on one host: what is declared wins over what was discovered, and that over the defaults. */
final class Settings {

    /** What discovery calls it when a site enters the profile of its name wherever there is one. */
    private static final String ENTERS = "enters";

    private final DeclaredService declared;
    private final Discovery found;
    private final Snippets snippets;
    private final List<String> blockers = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    Settings(DeclaredService declared, Discovery found) {
        this.declared = declared;
        this.found = found;
        this.snippets = new Snippets(declared, found.sections());
        found.unread().forEach(this::warn);
        // Without what the host said before, the defaults would take its place.
        found.failed()
                .forEach(text -> blockers.add(
                        declared.name() + ": " + text + "; mend it, or tune by hand with 'discover: false'"));
    }

    List<String> blockers() {
        return blockers;
    }

    List<String> warnings() {
        return warnings;
    }

    private void warn(String text) {
        warnings.add(declared.name() + ": " + text);
    }

    /** @param defaults the catalogue's values by tunable */
    List<Setting> tunables(Map<String, List<String>> defaults) {
        List<Setting> settings = new ArrayList<>();
        declared.service()
                .about()
                .tunables()
                .forEach((name, about) -> settings.add(setting(name, about, defaults.getOrDefault(name, List.of()))));
        return settings;
    }

    private Setting setting(String name, Tunable about, List<String> usual) {
        boolean isByHand = declared.declaration().tuning().tunables().containsKey(name);
        List<Value> values = found.values().stream()
                .filter(value -> value.tunable().equals(name) && isFit(value, about, isByHand))
                .filter(value -> !isYielded(value, about))
                .toList();
        List<String> discovered = List.copyOf(
                new TreeSet<>(values.stream().map(value -> policy(value, about)).toList()));
        List<Discovery.Origin> origins =
                values.stream().map(Value::origin).distinct().toList();
        List<String> byHand = declared.declaration().tuning().tunables().get(name);
        if (byHand != null) {
            return new Setting(name, byHand, Source.DECLARED, discovered, origins, usual);
        }
        if (discovered.isEmpty()) {
            return new Setting(name, usual, Source.DEFAULT, discovered, origins, usual);
        }
        if (!declared.declaration().wide().contains(name)) {
            values.forEach(value -> checkExposure(value, about, usual));
        }
        return new Setting(name, discovered, Source.DISCOVERED, discovered, origins, usual);
    }

    /** A host may say anything. */
    private boolean isFit(Value value, Tunable about, boolean isByHand) {
        Optional<String> wrong = TunableValue.check(text(value), kind(value, about));
        if (wrong.isPresent() && value.path().equals("/") && !isByHand) {
            blockers.add(declared.name() + ": " + wrong.get() + " (" + value.origin() + "); name other values for '"
                    + value.tunable() + "' under tune");
        } else if (wrong.isPresent()) {
            warn(wrong.get() + " (" + value.origin() + ")");
        }
        return wrong.isEmpty();
    }

    /** Whether the playbook has said under another tunable what becomes of this place. */
    private boolean isYielded(Value value, Tunable about) {
        List<String> others = about.yieldsTo()
                .map(other -> declared.declaration().tuning().tunables().get(other))
                .orElse(List.of());
        String place = policy(value, about) + "/";
        others.stream()
                .filter(other -> isBelow(other + "/", place))
                .forEach(other -> warn(other + ", which the playbook names under '"
                        + about.yieldsTo().orElseThrow() + "', is below "
                        + value.path() + " (" + value.origin() + "), whose rules are stricter: name under '"
                        + value.tunable() + "' what shall stay so"));
        return others.stream().anyMatch(other -> place.startsWith(other + "/"));
    }

    private static boolean isBelow(String place, String directory) {
        return place.startsWith(directory) && !place.equals(directory);
    }

    private void checkExposure(Value value, Tunable about, List<String> usual) {
        if (about.kind() == Kind.NAME || usual.contains(policy(value, about))) {
            return;
        }
        Optional<String> opened = value.glob().isEmpty()
                ? Exposure.of(value.path(), about.kind())
                : Exposure.ofPattern(text(value) + (about.kind() == Kind.DIRECTORY ? "/**" : ""));
        opened.ifPresent(file -> blockers.add(declared.name() + ": " + value.path() + value.glob() + " ("
                + value.origin() + ") would open " + file + "; name other values for '" + value.tunable()
                + "' under tune, or allow it there with 'allow_wide: [" + value.tunable() + "]'"));
    }

    private static String text(Value value) {
        return value.glob().isEmpty() ? value.path() : TunableValue.pattern(value.path(), value.glob());
    }

    /** A path without globbing behind it is meant as it stands, one with it is a pattern whatever the tunable. */
    private static Kind kind(Value value, Tunable about) {
        if (!value.glob().isEmpty()) {
            return Kind.PATH;
        }
        return about.kind() == Kind.PATH ? Kind.FILE : about.kind();
    }

    private static String policy(Value value, Tunable about) {
        return TunableValue.policy(text(value), kind(value, about));
    }

    /**
     * The virtual hosts or pools that are confined by themselves: the declared ones, those whose profiles the configuration
     * names, and if wanted all of the configuration. What a declared one does not say is discovered.
     */
    Map<String, Map<String, List<String>>> sites() {
        Map<String, Map<String, List<String>>> sites = new TreeMap<>();
        declared.declaration().tuning().sites().forEach((name, values) -> sites.put(name, new TreeMap<>(values)));
        declared.service().about().sites().ifPresent(about -> {
            Map<String, String> hats = hats(about);
            discoveredSites(about, hats, sites.keySet()).forEach((name, values) -> {
                Map<String, List<String>> site = sites.computeIfAbsent(name, it -> new TreeMap<>());
                values.forEach((tunable, words) -> site.putIfAbsent(tunable, List.copyOf(words)));
            });
            Set<String> entered = snippets.entered(sites.keySet(), entering(about));
            entered.addAll(hats.values());
            entered.addAll(named(ENTERS).values());
            sites.keySet().stream()
                    .filter(site -> !entered.contains(site))
                    .forEach(site -> warn("site '" + site + "' is confined by itself once its configuration has: "
                            + about.enter().replace("NAME", site) + snippets.whyNot()));
        });
        return sites;
    }

    /** @param sites that are confined by themselves */
    List<DesiredSnippet> snippets(Set<String> sites) {
        return declared.service()
                .about()
                .sites()
                .map(about -> snippets.of(sites, entering(about)))
                .orElse(List.of());
    }

    /** The profiles that the service's own configuration names, by site. */
    private Map<String, String> hats(ServiceFile.Sites about) {
        return named(about.feature());
    }

    /** The sites that enter a profile without a file of ours: one that is named, or one of their name wherever there is one. */
    private Set<String> entering(ServiceFile.Sites about) {
        Set<String> entering = new HashSet<>(hats(about).keySet());
        entering.addAll(named(ENTERS).keySet());
        return entering;
    }

    /** What the configuration says of sites, by site; not because of a file of ours. */
    private Map<String, String> named(String word) {
        Map<String, String> named = new TreeMap<>();
        found.sites().stream()
                .filter(site -> site.value().tunable().equals(word))
                .filter(site -> !snippets.isOurs(site.value().origin()))
                .forEach(site -> named.put(site.site(), site.value().path()));
        return named;
    }

    private Map<String, Map<String, Set<String>>> discoveredSites(
            ServiceFile.Sites about, Map<String, String> hats, Set<String> declaredSites) {
        Map<String, Map<String, Set<String>>> sites = new TreeMap<>();
        for (SiteValue site : found.sites()) {
            String name = hats.getOrDefault(site.site(), site.site());
            // Without the profile that its configuration names a pool would not start.
            boolean mustBe =
                    hats.containsKey(site.site()) && !declared.declaration().featuresDeclared();
            if (!mustBe && !declared.declaration().discoverSites() && !declaredSites.contains(name)) {
                continue;
            }
            if (Service.isSite(name)) {
                addSiteValue(about, site.value(), sites.computeIfAbsent(name, it -> new TreeMap<>()));
            } else {
                warn("the site '" + name + "' has a name that no profile can have");
            }
        }
        return sites;
    }

    private void addSiteValue(ServiceFile.Sites about, Value value, Map<String, Set<String>> site) {
        Tunable tunable = about.tunables().get(value.tunable());
        if (tunable != null && isFit(value, tunable, false)) {
            if (!declared.declaration().wide().contains(value.tunable())) {
                checkExposure(value, tunable, List.of());
            }
            site.computeIfAbsent(value.tunable(), it -> new TreeSet<>()).add(policy(value, tunable));
        }
    }

    /** Features in force beside the declared ones: where the playbook lists some, these are all that there shall be. */
    List<Feature> features() {
        Map<String, Feature> features = new LinkedHashMap<>();
        for (Feature feature : found.features()) {
            if (!declared.service().about().features().containsKey(feature.name())
                    || snippets.isOurs(feature.origin())) {
                continue;
            }
            if (!declared.declaration().featuresDeclared()) {
                features.putIfAbsent(feature.name(), feature);
            } else if (!declared.declaration().tuning().features().contains(feature.name())) {
                warn("the feature '" + feature.name() + "' is not declared, but " + feature.origin() + " needs it");
            }
        }
        return List.copyOf(features.values());
    }
}
