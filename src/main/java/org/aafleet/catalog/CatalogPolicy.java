package org.aafleet.catalog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aafleet.policy.Dialect;
import org.aafleet.policy.EffectiveProfile;
import org.aafleet.policy.SearchPath;
import org.aafleet.problem.Problems;

/** The catalogue's profiles as they are where nothing is tuned, enforcing, with the abstractions of this machine. */
public final class CatalogPolicy {

    private static final Path POLICY = Path.of("/etc/apparmor.d");

    private CatalogPolicy() {}

    /** @param searchPath where abstractions are */
    public static List<EffectiveProfile> of(Catalog catalog, SearchPath searchPath, Problems problems) {
        List<EffectiveProfile> profiles = new ArrayList<>();
        for (String name : catalog.names()) {
            catalog.service(name).ifPresent(service -> profiles.addAll(of(service, searchPath, problems)));
        }
        return profiles;
    }

    /** @param searchPath where abstractions are */
    public static List<EffectiveProfile> of(Service service, SearchPath searchPath, Problems problems) {
        return of(service, Map.of(), List.of(), searchPath, problems);
    }

    /**
     * @param rules of the site, by profile
     * @param sites names of virtual hosts or pools with a profile of their own; nothing is known of their places
     * @param searchPath where abstractions are
     */
    public static List<EffectiveProfile> of(
            Service service,
            Map<String, List<String>> rules,
            Collection<String> sites,
            SearchPath searchPath,
            Problems problems) {
        Map<String, Map<String, List<String>>> untuned = new LinkedHashMap<>();
        sites.forEach(site -> untuned.put(site, Map.of()));
        return of(service, new Tuning(ServiceMode.ENFORCE, Map.of(), List.of(), rules, untuned), searchPath, problems);
    }

    /**
     * With one of its features.
     *
     * @param searchPath where abstractions are
     */
    public static List<EffectiveProfile> with(
            Service service, String feature, SearchPath searchPath, Problems problems) {
        Tuning tuning = new Tuning(ServiceMode.ENFORCE, Map.of(), List.of(feature), Map.of(), Map.of());
        return of(service, tuning, searchPath, problems);
    }

    private static List<EffectiveProfile> of(Service service, Tuning tuning, SearchPath searchPath, Problems problems) {
        RenderedService rendered = new Renderer(service, TunablesFile.of(service), Dialect.NEWEST).render(tuning);
        Map<Path, String> texts = new HashMap<>();
        rendered.files().forEach((path, text) -> texts.put(Path.of(path), text));
        return EffectiveProfile.read(Path.of(rendered.main()), searchPath.with(texts, POLICY), problems);
    }
}
