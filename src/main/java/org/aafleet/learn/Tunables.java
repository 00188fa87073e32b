package org.aafleet.learn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.aafleet.catalog.Catalog;
import org.aafleet.catalog.Service;
import org.aafleet.catalog.ServiceFile.Kind;
import org.aafleet.catalog.ServiceFile.Tunable;
import org.aafleet.catalog.TunablesFile;
import org.aafleet.policy.glob.Escapes;

/** What the variables of services stand for: on a host what its configuration says, elsewhere the catalogue's defaults. */
public final class Tunables {

    /** By service and variable, of those values that are plain paths. */
    private final Map<String, Map<String, List<String>>> defaults = new LinkedHashMap<>();

    private final Map<String, List<String>> directories = new LinkedHashMap<>();
    private final Map<String, Map<String, List<String>>> found;

    /** @param found by host and variable */
    public Tunables(Catalog catalog, Map<String, Map<String, List<String>>> found) {
        this.found = found;
        for (String name : catalog.names()) {
            Service service = catalog.service(name).orElseThrow();
            Map<String, List<String>> values = new LinkedHashMap<>();
            TunablesFile.of(service).defaults().forEach((tunable, words) -> {
                values.put(
                        service.variable(tunable),
                        words.stream().filter(Tunables::isPlainPath).toList());
            });
            defaults.put(name, values);
            directories.put(name, directories(service));
        }
    }

    private static boolean isPlainPath(String value) {
        return value.startsWith("/") && Escapes.escape(value).equals(value);
    }

    private static List<String> directories(Service service) {
        List<String> directories = new ArrayList<>();
        TunablesFile.of(service).defaults().forEach((tunable, words) -> {
            Tunable about = service.about().tunables().get(tunable);
            if (about != null && about.kind() == Kind.DIRECTORY) {
                words.stream()
                        .filter(Tunables::isPlainPath)
                        .filter(Tunables::isData)
                        .forEach(directories::add);
            }
        });
        return directories;
    }

    /** Where services meet, none is at home. */
    private static boolean isData(String directory) {
        return !directory.matches("/(?:run|tmp|var/tmp|var/run|var/log|etc)(?:/.*)?");
    }

    /** By service the directories that are its own. */
    public Map<String, List<String>> directories() {
        return directories;
    }

    /** Values by variable, of a service, that hold on all of these hosts. */
    public Map<String, List<String>> of(String service, Set<String> hosts) {
        Map<String, List<String>> usual = defaults.getOrDefault(service, Map.of());
        Map<String, List<String>> common = new HashMap<>();
        for (String variable : usual.keySet()) {
            Set<String> values = new TreeSet<>();
            boolean first = true;
            for (String host : hosts) {
                List<String> own = found.getOrDefault(host, Map.of())
                        .getOrDefault(variable, usual.getOrDefault(variable, List.of()));
                if (first) {
                    values.addAll(own);
                } else {
                    values.retainAll(own);
                }
                first = false;
            }
            common.put(variable, List.copyOf(values));
        }
        return common;
    }
}
