package org.aafleet.learn;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.aafleet.catalog.Catalog;
import org.aafleet.catalog.CatalogPolicy;
import org.aafleet.catalog.Service;
import org.aafleet.policy.ActiveRule;
import org.aafleet.policy.EffectiveProfile;
import org.aafleet.policy.SearchPath;
import org.aafleet.policy.access.AccessRules;
import org.aafleet.policy.access.Automata;
import org.aafleet.problem.Problems;

/** What others have written that allows the same: AppArmor's abstractions, and features of the service. Read when first asked. */
public final class Coverings {

    private static final String ABSTRACTIONS = "abstractions";

    /** Those of AppArmor's own that are for one program, such as postfix-common, for desktops, or not meant to be chosen. */
    private static final Pattern FOR_OTHERS = Pattern.compile(
            ".*-common(?:-.*)?|ubuntu-.*|kde.*|gnome.*|qt[0-9].*|xdg-.*|gtk|X|xad|wayland|mir|freedesktop\\.org|recent-.*"
                    + "|(?:exo|gio|gvfs)-open|dbus-(?:accessibility|session).*|dconf|ibus|fcitx.*|mozc|orbit2|trash|enchant"
                    + "|aspell|audio|video|mesa|vulkan|dri-.*|user-(?:download|write)|snap_browsers|samba.*|smbpass|php-worker"
                    + "|php5|base|bash|private-files.*");

    private final Catalog catalog;
    private final SearchPath searchPath;
    private final Automata automata = new Automata();
    private final Map<String, Map<String, AccessRules>> features = new LinkedHashMap<>();
    private Optional<List<Abstraction>> abstractions = Optional.empty();

    /** @param size how many rules it has: how much it opens */
    private record Abstraction(String name, int size, AccessRules rules) {

        boolean isFor(String service) {
            String file = name.replaceFirst(".*/", "");
            return file.startsWith(service + "-") || !FOR_OTHERS.matcher(file).matches();
        }
    }

    /** @param searchPath where abstractions are */
    public Coverings(Catalog catalog, SearchPath searchPath) {
        this.catalog = catalog;
        this.searchPath = searchPath;
    }

    /** Those that a service may choose and that allow all of it, the smallest first. */
    List<String> abstractions(Proposal proposal, String service) {
        if (abstractions.isEmpty()) {
            abstractions = Optional.of(read());
        }
        return abstractions.get().stream()
                .filter(abstraction -> abstraction.isFor(service) && allows(abstraction.rules(), proposal))
                .map(Abstraction::name)
                .toList();
    }

    private List<Abstraction> read() {
        List<Abstraction> found = new ArrayList<>();
        for (Path directory : searchPath.directories()) {
            Path abstractionsHere = directory.resolve(ABSTRACTIONS);
            if (Files.isDirectory(abstractionsHere)) {
                for (Path file : SearchPath.files(abstractionsHere)) {
                    String name = ABSTRACTIONS + "/" + file.getFileName();
                    List<ActiveRule> rules = ProfileText.rules(List.of("include <" + name + ">"), searchPath);
                    EffectiveProfile empty = ProfileText.empty(name);
                    EffectiveProfile alone = new EffectiveProfile(name, empty.declared(), empty.variables(), rules);
                    found.add(new Abstraction(name, rules.size(), AccessRules.of(alone, new Problems(), automata)));
                }
            }
        }
        found.sort(Comparator.comparingInt(Abstraction::size));
        return found;
    }

    /** Features of the service, one of which allows all of it. */
    List<String> features(Proposal proposal, String service) {
        return features
                .computeIfAbsent(service + "\n" + proposal.profile(), key -> features(service, proposal.profile()))
                .entrySet()
                .stream()
                .filter(feature -> allows(feature.getValue(), proposal))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Map<String, AccessRules> features(String name, String profile) {
        Map<String, AccessRules> rules = new TreeMap<>();
        catalog.service(name)
                .ifPresent(service -> service.about()
                        .features()
                        .keySet()
                        .forEach(feature ->
                                rulesWith(service, feature, profile).ifPresent(found -> rules.put(feature, found))));
        return rules;
    }

    private Optional<AccessRules> rulesWith(Service service, String feature, String profile) {
        return CatalogPolicy.with(service, feature, searchPath, new Problems()).stream()
                .filter(known -> known.name().equals(profile))
                .map(known -> AccessRules.of(known, new Problems(), automata))
                .findFirst();
    }

    private static boolean allows(AccessRules rules, Proposal proposal) {
        return !proposal.evidence().isEmpty()
                && proposal.evidence().stream()
                        .allMatch(observation -> observation.want() instanceof Want.Use use
                                && rules.decide(use.access()).allowed());
    }
}
