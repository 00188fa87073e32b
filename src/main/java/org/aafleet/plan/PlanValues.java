package org.aafleet.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import org.aafleet.host.Discovery.Origin;
import org.aafleet.yaml.Binder;

/** What is planned for a host as plain values, down to the texts of files; the keys are a promise. */
public final class PlanValues {

    private PlanValues() {}

    public static Map<String, Object> of(HostPlan host) {
        return of(host, true);
    }

    /** What the plan comes to, without where it comes from: a line that moves in a configuration makes no other plan. */
    public static Map<String, Object> withoutOrigins(HostPlan host) {
        return of(host, false);
    }

    private static Map<String, Object> of(HostPlan host, boolean origins) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("host", host.host());
        values.put("blocked", host.blockers());
        values.put("warnings", host.warnings());
        values.put(
                "services",
                host.services().stream()
                        .map(service -> service(service, origins))
                        .toList());
        return values;
    }

    private static Map<String, Object> service(ServicePlan service, boolean origins) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("service", service.desired().name());
        values.put("mode", service.desired().rendered().mode().toString());
        values.put("changes", service.changes().stream().map(PlanValues::change).toList());
        values.put("notes", service.desired().rendered().notes());
        if (origins) {
            values.put(
                    "settings",
                    service.desired().settings().stream()
                            .map(PlanValues::setting)
                            .toList());
            values.put(
                    "discovered_features",
                    service.desired().discoveredFeatures().stream()
                            .map(feature -> Map.of("feature", feature.name(), "origin", origin(feature.origin())))
                            .toList());
            values.put("sites", service.desired().sites());
        }
        return values;
    }

    private static Map<String, Object> setting(Setting setting) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("tunable", setting.tunable());
        values.put("values", setting.values());
        values.put("source", Binder.word(setting.source()));
        values.put("discovered", setting.discovered());
        values.put("origins", setting.origins().stream().map(PlanValues::origin).toList());
        values.put("defaults", setting.defaults());
        return values;
    }

    public static Map<String, Object> origin(Origin origin) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("setting", origin.setting());
        values.put("place", origin.place());
        return values;
    }

    private static Map<String, Object> change(Change change) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (change instanceof Change.FileText file) {
            values.put("kind", "file");
            values.put("path", file.path());
            file.before().ifPresent(text -> values.put("before", text));
            file.after().ifPresent(text -> values.put("after", text));
        } else if (change instanceof Change.RetireFile file) {
            values.put("kind", "disable");
            values.put("path", file.path());
            file.owner().ifPresent(owner -> values.put("package", owner));
        } else if (change instanceof Change.ReinstateFile file) {
            values.put("kind", "enable");
            values.put("path", file.path());
        } else if (change instanceof Change.SwitchLink link) {
            values.put("kind", "link");
            values.put("path", link.path());
            values.put("present", link.present());
        } else if (change instanceof Change.LoadedMode mode) {
            values.put("kind", "mode");
            values.put("profile", mode.profile());
            mode.before().ifPresent(before -> values.put("before", before));
            mode.after().ifPresent(after -> values.put("after", after));
        } else if (change instanceof Change.Reload reload) {
            values.put("kind", "reload");
            values.put("profile", reload.profile());
            values.put("mode", reload.mode());
        } else if (change instanceof Change.Restart restart) {
            values.put("kind", "restart");
            values.put("unit", restart.unit());
            values.put("reason", restart.reason());
        } else if (change instanceof Change.RestartWith restart) {
            values.put("kind", "restart");
            values.put("unit", restart.unit());
            values.put("reason", "reads " + restart.path());
        }
        return values;
    }
}
