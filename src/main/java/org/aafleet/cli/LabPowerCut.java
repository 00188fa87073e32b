package org.aafleet.cli;

import java.util.List;
import org.aafleet.lab.Lab;
import org.aafleet.lab.LabHost;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "power-cut",
        description = {
            "Pulls the plug of hosts, puts it back, and waits until their services are up again, about a minute.",
            "What a host did not flush to its disk is lost."
        },
        mixinStandardHelpOptions = true)
final class LabPowerCut implements Runnable {

    @Mixin
    private LabOptions options;

    @Option(names = "--off", description = "Leave them off; 'aa-fleet lab up' boots them again.")
    private boolean off;

    @Parameters(arity = "1..*", paramLabel = "HOST", description = "As 'aa-fleet lab list' shows them.")
    private List<String> names;

    @Override
    public void run() {
        Lab lab = options.open();
        List<LabHost> hosts = names.stream().map(lab::host).toList();
        hosts.parallelStream().forEach(off ? LabHost::powerOff : LabHost::powerCut);
    }
}
