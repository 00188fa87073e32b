package org.aafleet.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.catalog.Catalog;
import org.aafleet.catalog.SiteFiles;
import org.aafleet.host.Discovery;
import org.aafleet.host.ObservedProcess;
import org.aafleet.host.Rival;
import org.aafleet.inventory.Inventory;
import org.aafleet.playbook.Playbook;
import org.aafleet.problem.Problems;
import org.aafleet.problem.Severity;
import org.aafleet.yaml.Binder;
import org.aafleet.yaml.Default;
import org.aafleet.yaml.Source;
import org.aafleet.yaml.YamlReader;

/**
 * A host's facts and what is to come of them.
 *
 * @param services of the play, as YAML
 * @param was what was applied before, oldest first
 * @param facts other than a good host's
 * @param processes {@code PROGRAM|LABEL|UNIT}
 * @param rivals profile files of others
 * @param kernelAtFirst name to mode, loaded before anything was applied
 * @param kernel name to mode, changed after that; an empty mode is not loaded
 * @param lies texts under names that would be ours, before anything was applied
 * @param edited texts of managed files, changed by hand after that
 * @param discovered what the configuration of the service says, as {@code discovery.sh} prints it, with {@code |} for tabs
 * @param discoveredAtFirst the same at the time of what was applied before, when the processes ran too
 * @param service whose configuration that is
 */
record PlanCase(
        String services,
        List<String> was,
        Map<String, String> facts,
        List<String> processes,
        List<RivalFile> rivals,
        Map<String, String> kernelAtFirst,
        Map<String, String> kernel,
        Map<String, String> lies,
        Map<String, String> edited,
        boolean overwriteDrift,
        List<String> discovered,
        List<String> discoveredAtFirst,
        @Default("web") String service) {

    private static final Path PROFILES = Path.of("src/test/resources/plans/profiles");
    private static final String SERVICE = "web";

    record RivalFile(
            String path, String text, @Default("''") String owner, boolean disabled) {

        Rival rival() {
            return new Rival(path, text, disabled, Optional.of(owner).filter(name -> !name.isEmpty()));
        }
    }

    static PlanCase read(Path file) {
        Problems problems = new Problems();
        Source source = Source.read(file);
        Optional<PlanCase> read = YamlReader.read(source, problems, Severity.ERROR)
                .flatMap(node -> new Binder(source, problems).bind(node, PlanCase.class));
        problems.throwIfErrors();
        return read.orElseThrow();
    }

    /** The host before the plan. */
    SimulatedHost host(Path scratch) {
        SimulatedHost host = new SimulatedHost();
        host.setRivals(rivals.stream().map(RivalFile::rival).toList());
        host.load(kernelAtFirst);
        lies.forEach((path, text) -> host.edit(SERVICE, path, text));
        if (!discoveredAtFirst.isEmpty()) {
            host.setProcesses(running());
            host.setDiscoveries(discovery(discoveredAtFirst));
        }
        was.forEach(earlier -> host.apply(plan(earlier, host, scratch)));
        edited.forEach((path, text) -> host.edit(SERVICE, path, text));
        host.load(kernel);
        host.setFacts(facts);
        host.setProcesses(running());
        if (!discovered.isEmpty()) {
            host.setDiscoveries(discovery(discovered));
        }
        return host;
    }

    private Map<String, Discovery> discovery(List<String> printed) {
        return Map.of(
                service,
                Discovery.parse(
                        printed.stream().map(line -> line.replace('|', '\t')).toList()));
    }

    HostPlan plan(SimulatedHost host, Path scratch) {
        return plan(services, host, scratch);
    }

    private HostPlan plan(String wanted, SimulatedHost host, Path scratch) {
        Problems problems = new Problems();
        Catalog catalog = Catalog.load(List.of(PROFILES), problems);
        Playbook playbook = Playbook.read(written(scratch, "- {hosts: h, services: " + wanted + "}\n"), problems);
        problems.throwIfErrors();
        Tuner tuner = new Tuner();
        ServiceDeclarations declarations = new ServiceDeclarations(playbook.source(), catalog, SiteFiles.NONE, tuner);
        DesiredFleet desired = new Resolver(playbook, Inventory.load(List.of("h,"), Optional.empty()), declarations)
                .resolve(List.of(), List.of(), Map.of());
        return new Planner(tuner, overwriteDrift, List.of("by=tester"))
                .plan(desired.plays().get(0).hosts().get(0), host.observed());
    }

    private static Path written(Path scratch, String text) {
        try {
            return Files.writeString(scratch.resolve("playbook.yml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<ObservedProcess> running() {
        List<ObservedProcess> running = new ArrayList<>();
        for (String line : processes) {
            String[] words = line.split("\\|", -1);
            running.add(new ObservedProcess(
                    100 + running.size(),
                    words[0],
                    words[1],
                    Optional.of(words[2]).filter(unit -> !unit.isEmpty())));
        }
        return running;
    }
}
