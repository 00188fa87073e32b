package org.aafleet.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aafleet.rollout.ProjectFiles;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What shall be. */
final class PlaybookOptions {

    @Parameters(paramLabel = "PLAYBOOK", description = "The playbook, or a plan that 'plan --out' saved.")
    private Path playbook;

    @Option(
            names = {"-t", "--tags"},
            split = ",",
            paramLabel = "TAG",
            description = "Only plays with one of these tags.")
    private List<String> tags = new ArrayList<>();

    @Mixin
    private CatalogOptions catalog = new CatalogOptions();

    @Option(names = "--overwrite-drift", description = "Replace managed files that were changed by hand.")
    private boolean overwriteDrift;

    @Option(
            names = "--take-over",
            description =
                    "With a rollout in stages: hosts that are on the way in another playbook's rollout leave that.")
    private boolean takeOver;

    boolean takeOver() {
        return takeOver;
    }

    Path playbook() {
        return playbook;
    }

    ProjectFiles files(InventoryOptions inventory) {
        return new ProjectFiles(
                playbook, inventory.sources(), catalog.profiles(), inventory.limits(), tags, inventory.extraVars());
    }

    boolean overwriteDrift() {
        return overwriteDrift;
    }
}
