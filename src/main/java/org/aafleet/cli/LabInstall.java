package org.aafleet.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "install",
        description = {
            "Installs Debian packages on hosts, from the mirror that their image was made from.",
            "A lab host has no way out of its own; it has one through this machine as long as that takes. 'lab reset' undoes it."
        },
        mixinStandardHelpOptions = true)
final class LabInstall implements Runnable {

    @Mixin
    private LabOptions options;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "All hosts of the lab when none is given; may be repeated.")
    private List<String> names = List.of();

    @Parameters(arity = "1..*", paramLabel = "PACKAGE", description = "As apt-get knows them.")
    private List<String> packages;

    @Override
    public void run() {
        LabOptions.hosts(options.open(), names).parallelStream().forEach(host -> host.install(packages));
    }
}
