package org.aafleet.cli;

import java.util.List;
import java.util.Optional;
import org.aafleet.lab.Lab;
import org.aafleet.lab.LabSettings;
import org.aafleet.lab.Release;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "up",
        description = {
            "Sees to it that lab hosts run, and writes their inventory.",
            "The first time, the image of the release is built, as root, in about three minutes; after that a host is "
                    + "there in seconds. Hosts that run already are left as they are."
        },
        mixinStandardHelpOptions = true)
final class LabUp implements Runnable {

    @Mixin
    private LabOptions options;

    @Option(
            names = "--release",
            paramLabel = "RELEASE",
            defaultValue = "bookworm",
            converter = LabReleaseConverter.class,
            description = "bullseye, bookworm, trixie or sid; may be given more than once (default: ${DEFAULT-VALUE}).")
    private List<Release> releases;

    @Option(
            names = "--hosts",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many hosts of each release (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(names = "--install", description = "Install missing Debian packages on this machine; needs root.")
    private boolean install;

    @Option(
            names = "--mirror",
            paramLabel = "URL",
            description = "Where Debian comes from (default: the mirror of this machine's own package sources).")
    private Optional<String> mirror;

    @Option(names = "--keep-clock", description = "Leave a new host's clock where it stood when its image was made.")
    private boolean keepClock;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "--hosts must be 1 or more, not " + count);
        }
        Lab lab = options.open(new LabSettings(mirror, install, !keepClock));
        releases.forEach(release -> lab.up(release, count));
        spec.commandLine().getOut().print(LabTable.text(lab.hosts()));
        spec.commandLine().getOut().println("Inventory: " + lab.inventoryFile());
        spec.commandLine().getOut().flush();
    }
}
