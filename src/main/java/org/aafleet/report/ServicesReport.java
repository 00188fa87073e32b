package org.aafleet.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.aafleet.catalog.Service;

/** What the catalogue has. */
public final class ServicesReport {

    private ServicesReport() {}

    /** @param all tunables, features and profiles too, not only a line each */
    public static List<String> lines(List<Service> services, boolean all, Style style) {
        List<String> lines = new ArrayList<>();
        for (Service service : services) {
            lines.add(style.strong(service.name()) + ": " + service.about().description());
            if (all) {
                lines.add("  tune:");
                new TreeMap<>(service.about().tunables())
                        .forEach((name, tunable) -> lines.add(entry(name, tunable.description())));
                lines.add("  features:");
                new TreeMap<>(service.about().features())
                        .forEach((name, feature) -> lines.add(entry(name, feature.description())));
                lines.add("  profiles:");
                new TreeMap<>(service.about().profiles()).forEach((name, text) -> lines.add(entry(name, text)));
            }
        }
        return lines;
    }

    private static String entry(String name, String text) {
        return "    %-16s %s".formatted(name, text);
    }

    /** {@code [{"service", "description", "programs", "units", "tunables": {NAME: {"description", "kind"}}, "features", "profiles"}]}. */
    public static List<Map<String, Object>> values(List<Service> services) {
        return services.stream().map(ServicesReport::values).toList();
    }

    private static Map<String, Object> values(Service service) {
        Map<String, Object> tunables = new TreeMap<>();
        service.about()
                .tunables()
                .forEach((name, tunable) -> tunables.put(
                        name,
                        Map.of(
                                "description",
                                tunable.description(),
                                "kind",
                                tunable.kind().name().toLowerCase(Locale.ROOT))));
        Map<String, Object> features = new TreeMap<>();
        service.about().features().forEach((name, feature) -> features.put(name, feature.description()));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("service", service.name());
        values.put("description", service.about().description());
        values.put("programs", service.about().programs());
        values.put("units", service.about().units());
        values.put("tunables", tunables);
        values.put("features", features);
        values.put("profiles", new TreeMap<>(service.about().profiles()));
        return values;
    }
}
