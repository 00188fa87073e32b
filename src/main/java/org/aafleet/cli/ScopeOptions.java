package org.aafleet.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aafleet.rollout.Project;
import org.aafleet.rollout.ProjectFiles;
import org.aafleet.rollout.Scope;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which hosts and services a verb looks at. */
final class ScopeOptions {

    @Parameters(
            arity = "0..1",
            paramLabel = "PLAYBOOK",
            description = "Only its hosts and services, with its probes; without one, every host of the inventory and "
                    + "every service of the catalogue.")
    private Optional<Path> playbook = Optional.empty();

    @Option(
            names = {"-s", "--service"},
            split = ",",
            paramLabel = "SERVICE",
            description = "Only this service; may be repeated.")
    private List<String> services = new ArrayList<>();

    @Mixin
    private CatalogOptions catalog = new CatalogOptions();

    /** The playbook, where one is named. */
    Optional<Project> project(InventoryOptions inventory) {
        return playbook.map(file -> Project.load(files(inventory)));
    }

    ProjectFiles files(InventoryOptions inventory) {
        // Without a playbook its place is taken by the directory where one stands.
        return new ProjectFiles(
                playbook.orElse(Path.of("playbook.yml")),
                inventory.sources(),
                catalog.profiles(),
                inventory.limits(),
                List.of(),
                inventory.extraVars());
    }

    /** @param discover whether the services' own configuration is read on the hosts */
    Scope scope(InventoryOptions inventory, boolean discover) {
        Scope scope = project(inventory)
                .map(project -> Scope.ofPlaybook(project, discover))
                .orElseGet(() -> Scope.ofInventory(files(inventory), Path.of("").toAbsolutePath(), discover));
        return scope.only(services);
    }
}
