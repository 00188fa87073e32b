package org.aafleet.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.aafleet.host.ObservedHost;
import org.aafleet.host.ObservedProcess;
import org.aafleet.host.Snippet;
import org.aafleet.playbook.RestartPolicy;

/** What goes with files of the service's own configuration: a restart of what reads them, or a refusal. */
final class SnippetChanges {

    private static final String POLICY = "/etc/apparmor.d/";

    private SnippetChanges() {}

    static List<Snippet> snippets(DesiredService service, ObservedHost observed) {
        List<Snippet> snippets = new ArrayList<>();
        for (DesiredSnippet snippet : service.snippets()) {
            Set<String> units = units(service, Set.of(snippet.program()), observed);
            snippets.add(new Snippet(snippet.path(), List.copyOf(units), snippet.test()));
        }
        return snippets;
    }

    /** @param changes what there is besides */
    static List<Change> restarts(DesiredService service, ObservedHost observed, List<Change> changes) {
        Map<String, Change> restarts = new LinkedHashMap<>();
        for (String path : changed(changes)) {
            for (String unit : units(service, programs(service, path), observed)) {
                restarts.putIfAbsent(unit, new Change.RestartWith(unit, path));
            }
        }
        changes.forEach(change -> {
            if (change instanceof Change.Restart restart) {
                restarts.remove(restart.unit());
            }
        });
        return List.copyOf(restarts.values());
    }

    static List<String> blockers(ServicePlan plan) {
        List<String> blockers = new ArrayList<>();
        DesiredService service = plan.desired();
        for (String path : changed(plan.changes())) {
            if (service.entry().restart() == RestartPolicy.NEVER) {
                blockers.add(service.name() + ": " + path + " changes, and what reads it must be restarted at once; "
                        + "'restart: if-unconfined' allows it");
            }
        }
        for (Snippet snippet : plan.next().snippets()) {
            if (snippet.units().isEmpty() && changed(plan.changes()).contains(snippet.path())) {
                blockers.add(service.name() + ": no unit of systemd runs "
                        + snippet.test().get(0) + ", so it is not known what to restart for " + snippet.path()
                        + "; start it first");
            }
        }
        return blockers;
    }

    /** Paths of the service's own configuration with another text. */
    private static List<String> changed(List<Change> changes) {
        return changes.stream()
                .filter(Change.FileText.class::isInstance)
                .map(change -> ((Change.FileText) change).path())
                .filter(path -> !path.startsWith(POLICY))
                .toList();
    }

    /** Those that read a file; of one that goes away that is what still reads others in its directory. */
    private static Set<String> programs(DesiredService service, String path) {
        Set<String> programs = new TreeSet<>();
        service.sections().stream()
                .filter(section -> Snippets.directory(section.file()).equals(Snippets.directory(path)))
                .forEach(section -> programs.add(section.program()));
        return programs;
    }

    /** @param programs none for all of the service */
    private static Set<String> units(DesiredService service, Set<String> programs, ObservedHost observed) {
        Set<String> units = new TreeSet<>();
        for (ObservedProcess process : Processes.of(service, observed)) {
            if (programs.isEmpty() || programs.contains(process.program())) {
                process.unit().ifPresent(units::add);
            }
        }
        return units;
    }
}
