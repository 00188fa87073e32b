package org.aafleet.cli;

import java.util.List;
import org.aafleet.lab.Lab;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "down",
        description = "Ends hosts and forgets what was on their disks.",
        mixinStandardHelpOptions = true)
final class LabDown implements Runnable {

    @Mixin
    private LabOptions options;

    @Option(names = "--purge", description = "Also remove the cached images that no other lab uses.")
    private boolean purge;

    @Parameters(paramLabel = "HOST", description = "All hosts of the lab when none is given.")
    private List<String> names = List.of();

    @Override
    public void run() {
        Lab lab = options.open();
        lab.down(LabOptions.hosts(lab, names));
        if (purge) {
            lab.purgeImages();
        }
    }
}
