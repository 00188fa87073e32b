package org.aafleet.cli;

import org.aafleet.problem.InputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParseResult;

@Command(
        name = "aa-fleet",
        description = "Staged AppArmor rollouts for a fleet.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = InventoryCommand.class)
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler(Main::failed);
    }

    private static int failed(Exception e, CommandLine command, ParseResult arguments) throws Exception {
        if (e instanceof InputException input) {
            input.problems().forEach(command.getErr()::println);
            return ExitCode.USAGE;
        }
        throw e;
    }
}
