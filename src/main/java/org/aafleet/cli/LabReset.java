package org.aafleet.cli;

import java.util.List;
import org.aafleet.lab.LabHost;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "reset",
        description = "Takes hosts back to the snapshot that they started from: disk, memory and processes.",
        mixinStandardHelpOptions = true)
final class LabReset implements Runnable {

    @Mixin
    private LabOptions options;

    @Parameters(paramLabel = "HOST", description = "All hosts of the lab when none is given.")
    private List<String> names = List.of();

    @Override
    public void run() {
        LabOptions.hosts(options.open(), names).parallelStream().forEach(LabHost::reset);
    }
}
