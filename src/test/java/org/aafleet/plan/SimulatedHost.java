package org.aafleet.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.aafleet.host.Cksum;
import org.aafleet.host.Discovery;
import org.aafleet.host.Facts;
import org.aafleet.host.Managed;
import org.aafleet.host.ObservedHost;
import org.aafleet.host.ObservedPath;
import org.aafleet.host.ObservedProcess;
import org.aafleet.host.ObservedService;
import org.aafleet.host.Rival;
import org.aafleet.host.ServiceRevision;

/** A host that does what plans say, as the real scripts would. */
final class SimulatedHost {

    private final Map<String, String> facts = new HashMap<>(Map.of(
            "uid", "0",
            "apparmor", "Y",
            "parser", "3.0.8",
            "securityfs", "yes",
            "capabilities", "000001ffffffffff",
            "writable", "yes",
            "free_policy", "1000000",
            "free_state", "1000000"));
    private final Map<String, String> kernel = new HashMap<>();
    private final Map<String, ObservedService> services = new HashMap<>();
    private List<Rival> rivals = List.of();
    private List<ObservedProcess> processes = List.of();
    private Map<String, Discovery> discoveries = Map.of();

    SimulatedHost() {
        facts.put("abi", "3.0");
        facts.put("discovery", "complete");
    }

    void setFacts(Map<String, String> changed) {
        facts.putAll(changed);
    }

    void setDiscoveries(Map<String, Discovery> found) {
        discoveries = Map.copyOf(found);
    }

    void setRivals(List<Rival> files) {
        rivals = List.copyOf(files);
    }

    void setProcesses(List<ObservedProcess> running) {
        processes = List.copyOf(running);
    }

    /** @param modes by name; an empty mode unloads */
    void load(Map<String, String> modes) {
        kernel.putAll(modes);
        kernel.values().removeIf(String::isEmpty);
    }

    /** Somebody changes a managed file by hand. */
    void edit(String service, String path, String text) {
        ObservedService old = observed().service(service);
        Set<String> drifted = new TreeSet<>(old.drifted());
        if (old.revision().isPresent()) {
            drifted.add(path);
        }
        Map<String, ObservedPath> paths = new HashMap<>(old.paths());
        paths.put(path, new ObservedPath.RegularFile(path, Cksum.of(text), text));
        services.put(
                service,
                new ObservedService(
                        service, old.revision(), paths, drifted, old.leftProfiles(), old.loaded(), old.meta()));
    }

    void apply(HostPlan plan) {
        plan.changing().forEach(this::apply);
    }

    private void apply(ServicePlan plan) {
        ServiceRevision next = plan.next();
        Map<String, ObservedPath> paths = new LinkedHashMap<>();
        next.managed().forEach(managed -> paths.put(managed.path(), there(managed)));
        OptionalInt revision = OptionalInt.of(next.seen().revision().orElse(0) + 1);
        services.put(
                next.name(),
                new ObservedService(
                        next.name(), revision, paths, Set.of(), next.profiles(), next.profiles(), next.meta()));
        List<Rival> afterwards = new ArrayList<>();
        for (Rival rival : rivals) {
            boolean back = next.loads().contains(rival.path());
            boolean disabled = next.retired().containsKey(rival.path()) || (rival.disabled() && !back);
            afterwards.add(new Rival(rival.path(), rival.text(), disabled, rival.owner()));
        }
        rivals = List.copyOf(afterwards);
        for (Change change : plan.changes()) {
            if (change instanceof Change.LoadedMode mode) {
                load(Map.of(mode.profile(), mode.after().orElse("")));
            } else if (change instanceof Change.Restart restart) {
                restart(restart.unit(), plan);
            }
        }
    }

    private void restart(String unit, ServicePlan plan) {
        String name = plan.desired().rendered().names().get(0);
        String label = name + " (" + plan.desired().rendered().mode() + ")";
        processes = processes.stream()
                .map(process -> process.unit().filter(unit::equals).isPresent()
                        ? new ObservedProcess(process.pid(), process.program(), label, process.unit())
                        : process)
                .toList();
    }

    private static ObservedPath there(Managed managed) {
        if (managed instanceof Managed.TextFile file) {
            return new ObservedPath.RegularFile(file.path(), Cksum.of(file.text()), file.text());
        }
        return managed instanceof Managed.Link link
                ? new ObservedPath.Link(link.path(), link.target())
                : new ObservedPath.Absent(managed.path());
    }

    ObservedHost observed() {
        return new ObservedHost(
                new Facts(facts),
                kernel,
                processes,
                services,
                rivals,
                Map.of(),
                List.of(),
                discoveries,
                Map.of(),
                Optional.empty());
    }
}
