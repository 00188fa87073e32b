package org.aafleet.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.catalog.Catalog;
import org.aafleet.catalog.Service;
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

    /**
     * @param source the playbook
     * @param tuner renders what is declared, before a host is asked, to see that it can
     */
    public ServiceDeclarations(Source source, Catalog catalog, Tuner tuner) {
        this.source = source;
        this.catalog = catalog;
        this.tuner = tuner;
    }

    /** What depends on no host is checked even when no host is selected. */
    public void check(Play play) {
        play.services().stream()
                .filter(template -> !template.hasLookUps())
                .map(ServiceTemplate::node)
                .forEach(this::of);
    }

    /** @param node an entry without look-ups, or with what they found in their place */
    Optional<DeclaredService> of(YamlNode node) {
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
