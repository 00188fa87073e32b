package org.aafleet.cli;

import java.nio.file.Path;
import java.time.Clock;
import org.aafleet.console.Console;
import org.aafleet.console.TerminalConsole;
import org.aafleet.transport.AnyTransport;
import org.aafleet.transport.LocalTransport;
import org.aafleet.transport.Secret;
import org.aafleet.transport.SshSettings;
import org.aafleet.transport.SshTransport;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "aa-fleet",
        description = "Staged AppArmor rollouts for a fleet.",
        subcommands = {
            PlanCommand.class,
            ApplyCommand.class,
            PromoteCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            AbortCommand.class,
            UnlockCommand.class,
            RollbackCommand.class,
            StatusCommand.class,
            HistoryCommand.class,
            DoctorCommand.class,
            DiscoverCommand.class,
            ServicesCommand.class,
            DraftCommand.class,
            LearnCommand.class,
            ReviewCommand.class,
            DiffCommand.class,
            ExplainCommand.class,
            EventsCommand.class,
            ReplayCommand.class,
            LintCommand.class,
            InventoryCommand.class,
            LabCommand.class,
            SchemaCommand.class,
            Completion.class
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Console console = TerminalConsole.of(System.out, System.err, System.getenv());
        SshTransport ssh = new SshTransport(
                SshSettings.ofThisProcess(),
                key -> console.askSecret("Passphrase of " + key + ": ").map(Secret::of));
        CliContext context = new CliContext(
                console,
                System.in,
                new AnyTransport(ssh, new LocalTransport(System.getProperty("user.name"))),
                Clock.systemUTC(),
                System.getenv(),
                Path.of(System.getProperty("user.home")));
        System.exit(commandLine(context).execute(args));
    }

    static CommandLine commandLine(CliContext context) {
        CommandLine program = new CommandLine(new Main(), new CommandFactory(context))
                .setExecutionExceptionHandler(new Failures(context.console())::handle);
        settle(program);
        return program;
    }

    /** For the verb and those below it. picocli's own 2 for usage errors stands for changes here, as it does for terraform. */
    private static void settle(CommandLine command) {
        command.getCommandSpec().exitCodeOnInvalidInput(ExitCode.INPUT.code()).versionProvider(new Version());
        command.getSubcommands().values().forEach(Main::settle);
    }
}
