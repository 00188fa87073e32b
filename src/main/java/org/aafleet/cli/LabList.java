package org.aafleet.cli;

import java.io.PrintWriter;
import org.aafleet.lab.Lab;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        description = "Shows the hosts of the lab, whether they run, and their ports on this machine.",
        mixinStandardHelpOptions = true)
final class LabList implements Runnable {

    enum Format {
        text,
        json
    }

    @Mixin
    private LabOptions options;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Lab lab = options.open();
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.json) {
            out.println(LabTable.json(lab));
        } else if (lab.hosts().isEmpty()) {
            out.println("No hosts; 'aa-fleet lab up' makes one.");
        } else {
            out.print(LabTable.text(lab.hosts()));
            out.println("Inventory: " + lab.inventoryFile());
        }
        out.flush();
    }
}
