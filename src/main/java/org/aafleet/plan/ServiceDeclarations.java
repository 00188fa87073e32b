package org.aafleet.plan;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.catalog.Catalog;
import org.aafleet.catalog.Service;
import org.aafleet.catalog.SiteFiles;
import org.aafleet.playbook.Play;
import org.aafleet.playbook.ServiceEntry;
import org.aafleet.playbook.ServiceTemplate;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.problem.Suggestion;
import org.aafleet.yaml.Binder;
import org.aafleet.yaml.Located;
import org.aafleet.yaml.Source;
import org.aafleet.yaml.YamlNode;

/** What a playbook declares of the catalogue's services. Equal services of many hosts are bound once. */
public final class ServiceDeclarations {

    private final Source source;
    private final Catalog catalog;
    private final Tuner tuner;
    private final Problems problems = new Problems();
    private final Map<YamlNode, Optional<DeclaredService>> bound = new HashMap<>();
    private final SiteFiles files;
    private final IdentityHashMap<DeclaredService, Map<Map<String, List<String>>, DeclaredService>> extended =
            new IdentityHashMap<>();

    /**
     * @param source the playbook
     * @param files the site's own rules
     * @param tuner renders what is declared, before a host is asked, to see that it can
     */
    public ServiceDeclarations(Source source, Catalog catalog, SiteFiles files, Tuner tuner) {
        this.source = source;
        this.catalog = catalog;
        this.files = files;
        this.tuner = tuner;
    }

    /** What depends on no host is checked even when no host is selected. */
    public void check(Play play) {
        play.services().stream()
                .filter(template -> !template.hasLookUps())
                .map(ServiceTemplate::node)
                .forEach(this::of);
    }

    /**
     * What a host gets.
     *
     * @param node an entry without look-ups, or with what they found in their place
     * @param groups of the host, those with less precedence first
     */
    Optional<DeclaredService> of(YamlNode node, String host, List<String> groups) {
        return of(node).map(service -> {
            Map<String, List<String>> rules = files.rules(service.name(), host, groups);
            return rules.isEmpty()
                    ? service
                    : extended.computeIfAbsent(service, it -> new HashMap<>())
                            .computeIfAbsent(rules, it -> extended(service, rules));
        });
    }

    private DeclaredService extended(DeclaredService service, Map<String, List<String>> rules) {
        DeclaredService own = new DeclaredService(
                service.entry(), service.service(), service.declaration().withRules(rules), service.discoveries());
        tuner.check(own);
        return own;
    }

    private Optional<DeclaredService> of(YamlNode node) {
        return bound.computeIfAbsent(node, this::bind);
    }

    public List<Problem> problems() {
        return problems.all();
    }

    private Optional<DeclaredService> bind(YamlNode node) {
        Problems found = new Problems();
        Binder binder = new Binder(source, found);
        Optional<DeclaredService> service =
                binder.bind(node, ServiceEntry.class).flatMap(entry -> declared(entry, binder, found));
        problems.addAll(found.all());
        return found.hasErrors() ? Optional.empty() : service;
    }

    private Optional<DeclaredService> declared(ServiceEntry entry, Binder binder, Problems found) {
        Located<String> name = entry.catalogEntry();
        Optional<Service> service = catalog.service(name.value());
        if (service.isEmpty()) {
            Optional<String> hint = Suggestion.didYouMean(name.value(), catalog.names())
                    .or(() -> Optional.of("the catalogue has " + String.join(", ", catalog.names())));
            binder.error(name.at(), "the catalogue has no service '" + name.value() + "'", hint);
            return Optional.empty();
        }
        Declaration declaration = new TuningReader(service.get(), binder).read(entry);
        if (found.hasErrors()) {
            return Optional.empty();
        }
        DeclaredService declared = new DeclaredService(
                entry,
                service.get(),
                declaration,
                declaration.discover() ? catalog.discoveries(service.get()) : Map.of());
        tuner.check(declared);
        return Optional.of(declared);
    }
}
