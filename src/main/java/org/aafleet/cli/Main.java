package org.aafleet.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "aa-fleet",
        description = "Staged AppArmor rollouts for a fleet.",
        subcommands = {LabCommand.class, Completion.class},
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler(Failures::handle);
    }
}
