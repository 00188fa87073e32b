package org.aafleet.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aafleet.catalog.RenderedService;
import org.aafleet.catalog.Service;
import org.aafleet.host.Discovery.Feature;
import org.aafleet.host.Discovery.Section;
import org.aafleet.playbook.ProtectedProgram;
import org.aafleet.playbook.ServiceEntry;

/**
 * A service as a host shall have it: what the playbook says and the host's own configuration, and the files that come of
 * them.
 *
 * @param protectedPrograms those that its profiles attach to
 * @param settings every tunable
 * @param discoveredFeatures in force because the service's own configuration asks for them
 * @param sites virtual hosts or pools that are confined by themselves, with the values of their tunables
 * @param snippets the files that make them enter their profiles, where that is wanted
 * @param sections where they are written
 * @param blockers why the host may not get it, each with what would mend it
 * @param warnings what the operator should know although it stops nothing
 */
public record DesiredService(
        ServiceEntry entry,
        Service service,
        RenderedService rendered,
        List<ProtectedProgram> protectedPrograms,
        List<Setting> settings,
        List<Feature> discoveredFeatures,
        Map<String, Map<String, List<String>>> sites,
        List<DesiredSnippet> snippets,
        List<Section> sections,
        List<String> blockers,
        List<String> warnings) {

    public DesiredService {
        protectedPrograms = List.copyOf(protectedPrograms);
        settings = List.copyOf(settings);
        discoveredFeatures = List.copyOf(discoveredFeatures);
        sites = Collections.unmodifiableMap(new LinkedHashMap<>(sites));
        snippets = List.copyOf(snippets);
        sections = List.copyOf(sections);
        blockers = List.copyOf(blockers);
        warnings = List.copyOf(warnings);
    }

    public String name() {
        return service.name();
    }
}
