package org.aafleet.plan;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.aafleet.catalog.RenderedService;
import org.aafleet.catalog.Renderer;
import org.aafleet.catalog.Service;
import org.aafleet.catalog.ServiceMode;
import org.aafleet.catalog.TunablesFile;
import org.aafleet.catalog.Tuning;
import org.aafleet.host.Discovery;
import org.aafleet.host.Discovery.Feature;
import org.aafleet.host.ObservedHost;
import org.aafleet.plan.Setting.Source;
import org.aafleet.playbook.ProtectedProgram;
import org.aafleet.policy.Dialect;

/**
 * Joins what a playbook declares, what a host's own configuration says and the catalogue's defaults, in this order of
 * strength, and renders it in the host's dialect. Hosts that are alike are rendered once.
 */
public final class Tuner {

    private record Key(String service, Tuning tuning, Dialect dialect) {}

    private record Rendering(RenderedService rendered, List<ProtectedProgram> protectedPrograms) {}

    private final Map<String, TunablesFile> tunables = new ConcurrentHashMap<>();
    private final Map<Key, Rendering> renderings = new ConcurrentHashMap<>();

    public DesiredService tune(DeclaredService declared, ObservedHost observed) {
        Discovery found = declared.discoveries().containsKey(declared.name())
                ? observed.discovery(declared.name())
                : Discovery.NOTHING;
        Settings inForce = new Settings(declared, found);
        List<Setting> settings = inForce.tunables(tunables(declared.service()).defaults());
        List<Feature> features = inForce.features();
        Map<String, Map<String, List<String>>> sites = inForce.sites();
        Tuning tuning = tuning(declared, settings, features, sites);
        Rendering rendering =
                render(declared.service(), tuning, observed.facts().dialect());
        return new DesiredService(
                declared.entry(),
                declared.service(),
                rendering.rendered(),
                rendering.protectedPrograms(),
                settings,
                features,
                tuning.sites(),
                inForce.snippets(sites.keySet()),
                found.sections(),
                inForce.blockers(),
                inForce.warnings());
    }

    /** @throws org.aafleet.problem.InputException when the catalogue's source is not AppArmor policy */
    void check(DeclaredService declared) {
        render(declared.service(), declared.declaration().tuning(), Dialect.NEWEST);
    }

    private Rendering render(Service service, Tuning tuning, Dialect dialect) {
        return renderings.computeIfAbsent(new Key(service.name(), tuning, dialect), key -> {
            RenderedService rendered = new Renderer(service, tunables(service), dialect).render(tuning);
            List<ProtectedProgram> touched = tuning.mode() == ServiceMode.DISABLED
                    ? List.of()
                    : ProtectedPrograms.among(rendered.attachments(), RivalVariables.global());
            return new Rendering(rendered, touched);
        });
    }

    private TunablesFile tunables(Service service) {
        return tunables.computeIfAbsent(service.name(), name -> TunablesFile.of(service));
    }

    private static Tuning tuning(
            DeclaredService declared,
            List<Setting> settings,
            List<Feature> discovered,
            Map<String, Map<String, List<String>>> sites) {
        Declaration declaration = declared.declaration();
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Setting setting : settings) {
            if (setting.source() != Source.DEFAULT) {
                values.put(setting.tunable(), setting.values());
            }
        }
        Set<String> features = new LinkedHashSet<>(declaration.tuning().features());
        discovered.stream().map(Feature::name).sorted().forEach(features::add);
        if (!sites.isEmpty()) {
            features.add(declared.service().about().sites().orElseThrow().feature());
        }
        return new Tuning(
                declaration.tuning().mode(),
                values,
                List.copyOf(features),
                declaration.tuning().rules(),
                sites);
    }
}
