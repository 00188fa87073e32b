package org.aafleet.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.aafleet.catalog.RenderedService;
import org.aafleet.catalog.ServiceMode;
import org.aafleet.host.Managed;
import org.aafleet.host.ObservedHost;
import org.aafleet.host.ObservedPath;
import org.aafleet.host.ObservedProcess;
import org.aafleet.host.ObservedService;
import org.aafleet.host.ServiceRevision;
import org.aafleet.playbook.RestartPolicy;

/** Compares what a host shall have with what it has. Pure: the same two give the same plan. */
public final class Planner {

    private static final String POLICY = "/etc/apparmor.d/";

    private final PolicyReviewer reviewer = new PolicyReviewer();
    private final Tuner tuner;
    private final boolean overwriteDrift;
    private final List<String> meta;

    /**
     * @param tuner what each service shall be on the host at hand
     * @param overwriteDrift whether files that somebody changed by hand may be replaced
     * @param meta KEY=VALUE lines for the host's history
     */
    public Planner(Tuner tuner, boolean overwriteDrift, List<String> meta) {
        this.tuner = tuner;
        this.overwriteDrift = overwriteDrift;
        this.meta = List.copyOf(meta);
    }

    public HostPlan plan(DesiredHost desired, ObservedHost observed) {
        List<String> blockers = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        Preflight.findings(observed.facts())
                .forEach(finding -> (finding.stops() ? blockers : warnings).add(finding.toString()));
        List<ServicePlan> services = new ArrayList<>();
        for (DeclaredService declared : desired.services()) {
            DesiredService service = tuner.tune(declared, observed);
            blockers.addAll(service.blockers());
            warnings.addAll(service.warnings());
            Rivals rivals = Rivals.find(service, observed);
            ServicePlan plan = plan(service, observed, rivals);
            services.add(plan);
            plan.review().ifPresent(review -> warnings.addAll(review.warnings()));
            blockers.addAll(SnippetChanges.blockers(plan));
            blockers.addAll(ProtectedPrograms.blockers(service));
            warnings.addAll(ProtectedPrograms.warnings(service));
            blockers.addAll(rivals.conflicts());
            warnings.addAll(rivals.doubts());
            drift(service, observed).forEach(overwriteDrift ? warnings::add : blockers::add);
        }
        services.forEach(service -> warnings.addAll(unconfined(service, observed)));
        return new HostPlan(desired.name(), services, blockers, warnings);
    }

    private ServicePlan plan(DesiredService service, ObservedHost observed, Rivals rivals) {
        ObservedService seen = observed.service(service.name());
        ServiceRevision next = next(service, observed, rivals);
        List<Change> changes = new ArrayList<>();
        next.managed()
                .forEach(managed ->
                        change(managed, seen.at(managed.path()), rivals).ifPresent(changes::add));
        changes.addAll(kernelChanges(next, observed, !changes.isEmpty()));
        changes.addAll(restarts(service, observed, !changes.isEmpty()));
        changes.addAll(SnippetChanges.restarts(service, observed, changes));
        boolean newTexts = changes.stream().anyMatch(Change.FileText.class::isInstance);
        return new ServicePlan(
                service,
                next,
                changes,
                newTexts ? reviewer.of(service.rendered(), service.service().includes(), observed) : Optional.empty());
    }

    private ServiceRevision next(DesiredService service, ObservedHost observed, Rivals rivals) {
        RenderedService rendered = service.rendered();
        ObservedService seen = observed.service(service.name());
        Map<String, Managed> managed = new LinkedHashMap<>();
        rendered.files().forEach((path, text) -> managed.put(path, new Managed.TextFile(path, text)));
        String file = rendered.main().substring(POLICY.length());
        boolean disabled = rendered.mode() == ServiceMode.DISABLED;
        String off = POLICY + "disable/" + file;
        managed.put(off, disabled ? new Managed.Link(off, rendered.main()) : new Managed.Nothing(off));
        String complain = POLICY + "force-complain/" + file;
        managed.put(complain, new Managed.Nothing(complain));
        rivals.retired().forEach((path, names) -> {
            String link = Rivals.disableLink(path);
            managed.put(link, new Managed.Link(link, path));
        });
        service.snippets()
                .forEach(snippet -> managed.put(snippet.path(), new Managed.TextFile(snippet.path(), snippet.text())));
        // What an earlier revision had and this one has not goes away.
        new TreeSet<>(seen.paths().keySet()).forEach(path -> managed.putIfAbsent(path, new Managed.Nothing(path)));
        List<String> loads = new ArrayList<>(rivals.reinstated().keySet());
        Map<String, String> profiles = new LinkedHashMap<>();
        rivals.reinstated().values().forEach(profiles::putAll);
        if (!disabled) {
            loads.add(rendered.main());
            profiles.putAll(rendered.profiles());
        }
        List<String> lines = new ArrayList<>(meta);
        lines.add("action=" + rendered.mode());
        return new ServiceRevision(
                seen,
                List.copyOf(managed.values()),
                loads,
                profiles,
                rivals.retired(),
                SnippetChanges.snippets(service, observed),
                lines);
    }

    private static Optional<Change> change(Managed managed, ObservedPath there, Rivals rivals) {
        if (managed.isAt(there)) {
            return Optional.empty();
        }
        Optional<String> before =
                there instanceof ObservedPath.RegularFile file ? Optional.of(file.text()) : Optional.empty();
        if (managed instanceof Managed.TextFile file) {
            return Optional.of(new Change.FileText(file.path(), before, Optional.of(file.text())));
        }
        if (managed instanceof Managed.Link link) {
            return Optional.of(
                    rivals.retired().containsKey(link.target())
                            ? new Change.RetireFile(link.target(), rivals.owner(link.target()))
                            : new Change.SwitchLink(link.path(), true));
        }
        if (before.isPresent()) {
            return Optional.of(new Change.FileText(managed.path(), before, Optional.empty()));
        }
        if (there instanceof ObservedPath.Link link && rivals.reinstated().containsKey(link.target())) {
            return Optional.of(new Change.ReinstateFile(link.target()));
        }
        return Optional.of(new Change.SwitchLink(managed.path(), false));
    }

    private static List<Change> kernelChanges(ServiceRevision next, ObservedHost observed, boolean filesChange) {
        List<Change> changes = new ArrayList<>();
        next.profiles().forEach((name, mode) -> {
            Optional<String> now = Optional.ofNullable(observed.profiles().get(name));
            if (!now.equals(Optional.of(mode))) {
                changes.add(new Change.LoadedMode(name, now, Optional.of(mode)));
            } else if (filesChange) {
                changes.add(new Change.Reload(name, mode));
            }
        });
        TreeSet<String> ours = new TreeSet<>(next.seen().leftProfiles().keySet());
        next.retired().values().forEach(ours::addAll);
        ours.removeAll(next.profiles().keySet());
        for (String name : ours) {
            Optional<String> now = Optional.ofNullable(observed.profiles().get(name));
            now.ifPresent(mode -> changes.add(new Change.LoadedMode(name, now, Optional.empty())));
        }
        return changes;
    }

    private static List<Change> restarts(DesiredService service, ObservedHost observed, boolean policyChanges) {
        RestartPolicy policy = service.entry().restart();
        boolean confines = service.rendered().mode() != ServiceMode.DISABLED;
        if (policy == RestartPolicy.NEVER || !confines) {
            return List.of();
        }
        Map<String, Change> restarts = new LinkedHashMap<>();
        for (ObservedProcess process : Processes.of(service, observed)) {
            boolean unconfined = !Processes.isConfined(service, process);
            if (process.unit().isPresent() && (unconfined || (policy == RestartPolicy.ALWAYS && policyChanges))) {
                String reason = unconfined ? process.program() + " runs " + process.label() : "restart: always";
                restarts.putIfAbsent(
                        process.unit().get(), new Change.Restart(process.unit().get(), reason));
            }
        }
        return List.copyOf(restarts.values());
    }

    private List<String> drift(DesiredService service, ObservedHost observed) {
        ObservedService seen = observed.service(service.name());
        String what = seen.revision().isPresent()
                ? " was changed by hand since revision " + seen.revision().getAsInt()
                : " is there although aa-fleet did not put it there";
        return foreign(seen).stream()
                .filter(path -> !isAsWanted(seen.at(path), service.rendered().files()))
                .map(path -> path + what + (overwriteDrift ? "; it is replaced" : "; --overwrite-drift replaces it"))
                .toList();
    }

    /** Paths whose content is somebody else's; before the first revision that is whatever bears a name of ours. */
    private static Set<String> foreign(ObservedService seen) {
        if (seen.revision().isPresent()) {
            return new TreeSet<>(seen.drifted());
        }
        return seen.paths().values().stream()
                .filter(path -> !(path instanceof ObservedPath.Absent))
                .map(ObservedPath::path)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isAsWanted(ObservedPath there, Map<String, String> files) {
        return there instanceof ObservedPath.RegularFile file && file.text().equals(files.get(file.path()));
    }

    /** Processes that stay unconfined after the plan, because no restart is allowed or no unit is known. */
    private static List<String> unconfined(ServicePlan plan, ObservedHost observed) {
        if (plan.desired().rendered().mode() == ServiceMode.DISABLED) {
            return List.of();
        }
        TreeSet<String> warnings = new TreeSet<>();
        for (ObservedProcess process : Processes.of(plan.desired(), observed)) {
            boolean restarted = process.unit().filter(plan.restarts()::contains).isPresent();
            if (!restarted && !Processes.isConfined(plan.desired(), process)) {
                warnings.add(process.program() + " stays " + process.label() + " until it is restarted"
                        + process.unit()
                                .map(unit -> ": systemctl restart " + unit)
                                .orElse(""));
            }
        }
        return List.copyOf(warnings);
    }
}
