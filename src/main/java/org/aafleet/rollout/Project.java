package org.aafleet.rollout;

import java.util.Optional;
import org.aafleet.catalog.Catalog;
import org.aafleet.inventory.ExtraVariables;
import org.aafleet.inventory.Inventory;
import org.aafleet.plan.DesiredFleet;
import org.aafleet.plan.Resolver;
import org.aafleet.plan.Tuner;
import org.aafleet.playbook.Playbook;
import org.aafleet.problem.Problems;

/** A run's input, read and checked as a whole. */
public record Project(Inventory inventory, Playbook playbook, Catalog catalog, DesiredFleet desired, Tuner tuner) {

    /** @throws org.aafleet.problem.InputException with every problem in any of the files */
    public static Project load(ProjectFiles files) {
        Problems problems = new Problems();
        Catalog catalog = Catalog.load(files.profileDirectories(), problems);
        Playbook playbook = Playbook.read(files.playbook(), problems);
        problems.throwIfErrors();
        Inventory inventory = Inventory.load(files.inventorySources(), Optional.of(files.directory()));
        Tuner tuner = new Tuner();
        DesiredFleet desired = new Resolver(playbook, inventory, catalog, tuner)
                .resolve(files.limits(), files.tags(), ExtraVariables.parse(files.extraVars()));
        return new Project(inventory, playbook, catalog, desired, tuner);
    }
}
