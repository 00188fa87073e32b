package org.aafleet.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.aafleet.audit.Replay;
import org.aafleet.catalog.Catalog;
import org.aafleet.catalog.SiteFiles;
import org.aafleet.host.Facts;
import org.aafleet.host.ObservedHost;
import org.aafleet.host.ObservedService;
import org.aafleet.host.ServiceRevision;
import org.aafleet.inventory.Inventory;
import org.aafleet.plan.Change;
import org.aafleet.plan.DeclaredService;
import org.aafleet.plan.DesiredService;
import org.aafleet.plan.FleetPlan;
import org.aafleet.plan.HostPlan;
import org.aafleet.plan.PolicyReview;
import org.aafleet.plan.PolicyReview.Replayed;
import org.aafleet.plan.Resolver;
import org.aafleet.plan.ServiceDeclarations;
import org.aafleet.plan.ServicePlan;
import org.aafleet.plan.Tuner;
import org.aafleet.playbook.Playbook;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;

/** Plans made by hand, to be shown. */
final class Plans {

    private static final ObservedHost HOST = new ObservedHost(
            new Facts(Map.of()),
            Map.of(),
            List.of(),
            Map.of(),
            List.of(),
            Map.of(),
            List.of(),
            Map.of(),
            Map.of(),
            Optional.empty());

    private final DesiredService web;

    Plans(Path scratch) throws IOException {
        Problems problems = new Problems();
        Path file = Files.writeString(scratch.resolve("p.yml"), "- {hosts: all, services: web}\n");
        Playbook playbook = Playbook.read(file, problems);
        Tuner tuner = new Tuner();
        Catalog catalog = Catalog.load(List.of(Path.of("src/test/resources/plans/profiles")), problems);
        DeclaredService declared = new Resolver(
                        playbook,
                        Inventory.load(List.of("h,"), Optional.empty()),
                        new ServiceDeclarations(playbook.source(), catalog, SiteFiles.NONE, tuner))
                .resolve(List.of(), List.of(), Map.of())
                .plays()
                .get(0)
                .hosts()
                .get(0)
                .services()
                .get(0);
        problems.throwIfErrors();
        web = tuner.tune(declared, HOST);
    }

    HostPlan host(String name, Change... changes) {
        return host(name, List.of(), List.of(), changes);
    }

    HostPlan host(String name, PolicyReview review, Change... changes) {
        return host(name, List.of(), List.of(), Optional.of(review), changes);
    }

    static PolicyReview review(long allowed, long denied, List<String> losses, List<Problem> problems) {
        Replay.Result result = new Replay.Result(allowed, denied, 0, 0, Map.of(), List.of());
        return new PolicyReview(problems, Optional.empty(), List.of(), Optional.of(new Replayed(result, losses)));
    }

    HostPlan host(String name, List<String> blockers, List<String> warnings, Change... changes) {
        return host(name, blockers, warnings, Optional.empty(), changes);
    }

    private HostPlan host(
            String name,
            List<String> blockers,
            List<String> warnings,
            Optional<PolicyReview> review,
            Change... changes) {
        ServiceRevision next = new ServiceRevision(
                ObservedService.untouched("web"), List.of(), List.of(), Map.of(), Map.of(), List.of());
        return new HostPlan(name, List.of(new ServicePlan(web, next, List.of(changes), review)), blockers, warnings);
    }

    static FleetPlan play(HostPlan... hosts) {
        return new FleetPlan(List.of(new FleetPlan.PlayPlan("a play", List.of(hosts), List.of())));
    }

    static List<String> text(FleetPlan plan, boolean diff) {
        return text(plan, diff ? DiffForm.text : DiffForm.none);
    }

    static List<String> text(FleetPlan plan, DiffForm diff) {
        List<String> lines = new ArrayList<>();
        new PlanText(new Style(false), diff).print(plan, lines::add);
        return lines.stream().flatMap(line -> Stream.of(line.split("\n", -1))).toList();
    }
}
