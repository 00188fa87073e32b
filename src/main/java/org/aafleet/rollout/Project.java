package org.aafleet.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.aafleet.catalog.Catalog;
import org.aafleet.catalog.RuleScope;
import org.aafleet.catalog.SiteFiles;
import org.aafleet.inventory.ExtraVariables;
import org.aafleet.inventory.Inventory;
import org.aafleet.plan.DesiredFleet;
import org.aafleet.plan.Resolver;
import org.aafleet.plan.ServiceDeclarations;
import org.aafleet.plan.Tuner;
import org.aafleet.playbook.Playbook;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.problem.Suggestion;
import org.aafleet.yaml.YamlNode;

/** A run's input, read and checked as a whole. */
public record Project(Inventory inventory, Playbook playbook, Catalog catalog, DesiredFleet desired, Tuner tuner) {

    /** @throws org.aafleet.problem.InputException with every problem in any of the files */
    public static Project load(ProjectFiles files) {
        Problems problems = new Problems();
        Catalog catalog = Catalog.load(files.profileDirectories(), problems);
        Playbook playbook = Playbook.read(files.playbook(), problems);
        Optional<Inventory> inventory =
                problems.collect(() -> Inventory.load(files.inventorySources(), Optional.of(files.directory())));
        Optional<Map<String, YamlNode>> extraVars = problems.collect(() -> ExtraVariables.parse(files.extraVars()));
        Tuner tuner = new Tuner();
        SiteFiles rules = SiteFiles.load(files.profileDirectories(), catalog, problems);
        ServiceDeclarations declarations = new ServiceDeclarations(playbook.source(), catalog, rules, tuner);
        Optional<DesiredFleet> desired = Optional.empty();
        if (inventory.isPresent() && extraVars.isPresent()) {
            Resolver resolver = new Resolver(playbook, inventory.get(), declarations);
            desired = problems.collect(() -> resolver.resolve(files.limits(), files.tags(), extraVars.get()));
        } else {
            playbook.plays().forEach(declarations::check);
            problems.addAll(declarations.problems());
        }
        problems.throwIfErrors();
        DesiredFleet found = desired.orElseThrow().warning(scopeWarnings(rules, inventory.orElseThrow()));
        return new Project(inventory.orElseThrow(), playbook, catalog, found, tuner);
    }

    /** Rules for a group that is misspelt are for nobody. */
    private static List<Problem> scopeWarnings(SiteFiles rules, Inventory inventory) {
        Set<String> hosts = new TreeSet<>();
        inventory.hosts().forEach(host -> hosts.add(host.name()));
        List<Problem> warnings = new ArrayList<>();
        for (RuleScope scope : rules.scopes()) {
            boolean group = scope.kind() == RuleScope.Kind.GROUP;
            Set<String> known = group ? inventory.groups().keySet() : hosts;
            if (scope.kind() != RuleScope.Kind.ALL && !known.contains(scope.name())) {
                warnings.add(Problem.warning(scope.kind().directory() + "/" + scope.name()
                                + " of a service: the inventory has no such " + (group ? "group" : "host"))
                        .withHint(Suggestion.didYouMean(scope.name(), known)));
            }
        }
        return warnings;
    }
}
