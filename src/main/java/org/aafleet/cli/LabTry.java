package org.aafleet.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aafleet.lab.Lab;
import org.aafleet.lab.LabHost;
import org.aafleet.lab.LabSettings;
import org.aafleet.lab.Release;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "try",
        description = {
            "Tries a playbook on a throw-away machine: brings a lab host up, applies the playbook over ssh, shows where "
                    + "each service stands, and uses the services.",
            "The same as 'lab up', 'apply', 'status' and 'lab check' one after the other; the host stays up."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  aa-fleet lab try --install playbooks/hardening.yml"})
final class LabTry implements Callable<Integer> {

    @Mixin
    private LabOptions options;

    @Option(
            names = "--release",
            paramLabel = "RELEASE",
            defaultValue = "bookworm",
            converter = LabReleaseConverter.class,
            description = "bullseye, bookworm, trixie or sid (default: ${DEFAULT-VALUE}).")
    private Release release;

    @Option(names = "--install", description = "Install missing Debian packages on this machine; needs root.")
    private boolean install;

    @Parameters(paramLabel = "PLAYBOOK", description = "Its 'hosts' must match the lab's: all, lab, or the release.")
    private Path playbook;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Lab lab = options.open(new LabSettings(Optional.empty(), install, true));
        LabHost host = lab.up(release, 1).get(0);
        List<String> where = List.of("-i", lab.inventoryFile().toString(), "--limit", host.name(), playbook.toString());
        List<List<String>> verbs = List.of(
                joined(List.of("apply"), where),
                joined(List.of("status"), where),
                List.of("lab", "check", "--name", options.name(), host.name()));
        for (List<String> verb : verbs) {
            int status = run(verb);
            if (status != ExitCode.OK.code()) {
                return status;
            }
        }
        return ExitCode.OK.code();
    }

    private static List<String> joined(List<String> one, List<String> two) {
        List<String> both = new ArrayList<>(one);
        both.addAll(two);
        return both;
    }

    private int run(List<String> arguments) {
        CommandLine program = spec.root().commandLine();
        program.getOut().println("\n$ aa-fleet " + String.join(" ", arguments));
        program.getOut().flush();
        return program.execute(arguments.toArray(String[]::new));
    }
}
