package org.aafleet.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.aafleet.lab.CommandResult;
import org.aafleet.lab.LabHost;
import org.aafleet.report.Clean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description =
                "Uses the services of lab hosts as a visitor would: a PHP page that reads MariaDB through lighttpd "
                        + "and through Apache, a mail through Postfix; then asks the kernel whether all of it was confined.",
        mixinStandardHelpOptions = true)
final class LabCheck implements Callable<Integer> {

    @Mixin
    private LabOptions options;

    @Parameters(paramLabel = "HOST", description = "All hosts of the lab when none is given.")
    private List<String> names = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        boolean good = true;
        for (LabHost host : LabOptions.hosts(options.open(), names)) {
            CommandResult result = host.check();
            String said = result.stdout() + (result.exitCode() > 1 ? result.stderr() : "");
            said.lines()
                    .forEach(line -> spec.commandLine().getOut().println(host.name() + ": " + Clean.line(line, 400)));
            good &= result.succeeded();
        }
        spec.commandLine().getOut().flush();
        return (good ? ExitCode.OK : ExitCode.HOSTS).code();
    }
}
