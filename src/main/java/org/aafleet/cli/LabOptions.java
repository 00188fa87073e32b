package org.aafleet.cli;

import java.time.Duration;
import java.util.List;
import org.aafleet.lab.Lab;
import org.aafleet.lab.LabDirs;
import org.aafleet.lab.LabHost;
import org.aafleet.lab.LabSettings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What every verb of the lab needs: which lab, and where its progress goes. */
final class LabOptions {

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = Lab.DEFAULT_NAME,
            description = "The lab; one does not disturb the other (default: ${DEFAULT-VALUE}).")
    private String name;

    String name() {
        return name;
    }

    Lab open() {
        return open(LabSettings.defaults());
    }

    Lab open(LabSettings settings) {
        return open(spec, name, settings);
    }

    /** @param spec of the verb, for where its progress goes */
    static Lab open(CommandSpec spec, String name, LabSettings settings) {
        long start = System.nanoTime();
        return Lab.open(LabDirs.ofThisUser(), name, settings, what -> {
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            spec.commandLine().getErr().printf("%4d s  %s%n", seconds, what);
            spec.commandLine().getErr().flush();
        });
    }

    /** The hosts of these names; all of the lab when there are none. */
    static List<LabHost> hosts(Lab lab, List<String> names) {
        return names.isEmpty() ? lab.hosts() : names.stream().map(lab::host).toList();
    }
}
