package org.aafleet.rollout;

import java.util.Map;
import java.util.Optional;
import org.aafleet.catalog.Catalog;
import org.aafleet.inventory.ExtraVariables;
import org.aafleet.inventory.Inventory;
import org.aafleet.plan.DesiredFleet;
import org.aafleet.plan.Resolver;
import org.aafleet.plan.ServiceDeclarations;
import org.aafleet.plan.Tuner;
import org.aafleet.playbook.Playbook;
import org.aafleet.problem.Problems;
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
        ServiceDeclarations declarations = new ServiceDeclarations(playbook.source(), catalog, tuner);
        Optional<DesiredFleet> desired = Optional.empty();
        if (inventory.isPresent() && extraVars.isPresent()) {
            Resolver resolver = new Resolver(playbook, inventory.get(), declarations);
            desired = problems.collect(() -> resolver.resolve(files.limits(), files.tags(), extraVars.get()));
        } else {
            playbook.plays().forEach(declarations::check);
            problems.addAll(declarations.problems());
        }
        problems.throwIfErrors();
        return new Project(inventory.orElseThrow(), playbook, catalog, desired.orElseThrow(), tuner);
    }
}
