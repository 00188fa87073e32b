package org.aafleet.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.aafleet.host.Discovery.Origin;
import org.aafleet.plan.DesiredService;
import org.aafleet.plan.Setting;

/** Where the values of tunables come from, a line for each that is not the catalogue's, or that the host sees otherwise. */
final class TuningText {

    private static final int FEW = 2;

    private TuningText() {}

    static List<String> lines(DesiredService service) {
        List<String> lines = new ArrayList<>();
        for (Setting setting : service.settings()) {
            boolean usual = setting.values().equals(setting.defaults());
            if (setting.overrides() || (setting.source() != Setting.Source.DEFAULT && !usual)) {
                lines.add("tune     " + service.name() + " " + setting.tunable() + ": "
                        + String.join(" ", setting.values()) + " (" + source(setting) + ")");
            }
        }
        service.discoveredFeatures()
                .forEach(feature ->
                        lines.add("feature  " + service.name() + " " + feature.name() + " (" + feature.origin() + ")"));
        service.sites().forEach((site, values) -> {
            String its = values.entrySet().stream()
                    .map(value -> value.getKey() + " " + String.join(" ", value.getValue()))
                    .collect(Collectors.joining("; "));
            lines.add("site     " + service.name() + " " + site + (its.isEmpty() ? "" : ": " + its));
        });
        return lines;
    }

    private static String source(Setting setting) {
        if (setting.overrides()) {
            return "declared; the host has " + String.join(" ", setting.discovered()) + ": " + origins(setting);
        }
        return setting.source() == Setting.Source.DECLARED
                ? "declared, not " + String.join(" ", setting.defaults())
                : origins(setting) + ", not " + String.join(" ", setting.defaults());
    }

    static String origins(Setting setting) {
        List<Origin> origins = setting.origins();
        String more = origins.size() > FEW ? " and " + (origins.size() - FEW) + " more" : "";
        return origins.stream().limit(FEW).map(Origin::toString).collect(Collectors.joining("; ")) + more;
    }
}
