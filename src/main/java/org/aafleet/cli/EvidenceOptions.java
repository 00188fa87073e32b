package org.aafleet.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aafleet.catalog.Catalog;
import org.aafleet.catalog.SiteFiles;
import org.aafleet.inventory.Host;
import org.aafleet.inventory.Inventory;
import org.aafleet.learn.Coverings;
import org.aafleet.learn.CurrentPolicy;
import org.aafleet.learn.DecisionFiles;
import org.aafleet.learn.EvidenceFile;
import org.aafleet.learn.Findings;
import org.aafleet.learn.Observation;
import org.aafleet.learn.Proposer;
import org.aafleet.learn.Review;
import org.aafleet.learn.ReviewDecision;
import org.aafleet.learn.SitePolicy;
import org.aafleet.learn.Tunables;
import org.aafleet.policy.SearchPath;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.rollout.ProjectFiles;
import picocli.CommandLine.Option;

/** What was collected, and what a repository has decided of it. */
final class EvidenceOptions {

    @Option(
            names = "--evidence",
            paramLabel = "FILE",
            description =
                    "What was collected and is not decided yet (default: .aa-fleet/evidence.jsonl beside profiles/).")
    private Optional<Path> evidence = Optional.empty();

    @Option(
            names = "--base",
            paramLabel = "DIR",
            defaultValue = "/etc/apparmor.d",
            description = "Where AppArmor's abstractions are on this machine (default: ${DEFAULT-VALUE}).")
    private Path base = Path.of("/etc/apparmor.d");

    /** A review, and where its decisions are kept. */
    record Opened(Review review, DecisionFiles decisions) {}

    EvidenceFile file(ProjectFiles files) {
        return new EvidenceFile(evidence.orElseGet(() -> {
            Path beside = files.ownProfiles().toAbsolutePath().getParent();
            return (beside == null ? Path.of("") : beside).resolve(".aa-fleet").resolve("evidence.jsonl");
        }));
    }

    /** @throws org.aafleet.problem.InputException with every problem in any of the files */
    Opened open(ProjectFiles files, Findings findings, CliContext context) {
        Problems problems = new Problems();
        Catalog catalog = Catalog.load(files.profileDirectories(), problems);
        SiteFiles rules = SiteFiles.load(files.profileDirectories(), catalog, problems);
        SearchPath places = new SearchPath(List.of(base), Path.of(""));
        SitePolicy policies = new SitePolicy(catalog, rules, places);
        DecisionFiles decisions = new DecisionFiles(files.ownProfiles(), policies::service);
        List<ReviewDecision> earlier = decisions.load(catalog.names(), problems);
        problems.throwIfErrors();
        Tunables tunables = new Tunables(catalog, findings.collected().tunables());
        Proposer.Services services = new KnownServices(policies, tunables);
        Review.Fleet fleet = new Review.Fleet(
                groups(files, findings), services, new Coverings(catalog, places), tunables.directories());
        Problems warnings = new Problems();
        List<String> observed = findings.observations().stream()
                .map(Observation::profile)
                .distinct()
                .toList();
        CurrentPolicy policy = policies.policy(observed, fleet::in, warnings);
        warnings.all().stream().map(Problem::toString).forEach(context.console()::warn);
        Proposer proposer = new Proposer(findings, services);
        return new Opened(new Review(proposer, policy, earlier, fleet, context.owner(), context.clock()), decisions);
    }

    private record KnownServices(SitePolicy policies, Tunables tunables) implements Proposer.Services {

        @Override
        public Optional<String> service(String profile) {
            return policies.service(profile);
        }

        @Override
        public Map<String, List<String>> variables(String profile, Set<String> hosts) {
            // The service's own are places of all sites, and one of them has no business in another's.
            return policies.siteOf(profile).isPresent()
                    ? Map.of()
                    : service(profile).map(name -> tunables.of(name, hosts)).orElse(Map.of());
        }
    }

    /** Of each host that has told something; without an inventory none has any. */
    private static Map<String, List<String>> groups(ProjectFiles files, Findings findings) {
        Map<String, List<String>> groups = new HashMap<>();
        findings.hosts().forEach(host -> groups.put(host, List.of()));
        if (files.hasInventory()) {
            Inventory inventory = Inventory.load(files.inventorySources(), Optional.of(files.directory()));
            for (Host host : inventory.hosts()) {
                if (groups.containsKey(host.name())) {
                    groups.put(host.name(), inventory.groupNames(host));
                }
            }
        }
        return groups;
    }
}
