package org.aafleet.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.aafleet.console.Console;
import org.aafleet.fleet.ConnectionDefaults;
import org.aafleet.fleet.Endpoints;
import org.aafleet.fleet.Fleet;
import org.aafleet.fleet.HostFailure;
import org.aafleet.fleet.HostSession;
import org.aafleet.plan.Planner;
import org.aafleet.problem.InputException;
import org.aafleet.rollout.Project;
import org.aafleet.rollout.ProjectFiles;
import org.aafleet.rollout.Rollout;
import org.aafleet.transport.Secret;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the verbs that go to hosts share. */
abstract class RunCommand {

    @Mixin
    InventoryOptions inventory = new InventoryOptions();

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json (default: ${DEFAULT-VALUE}).")
    OutputFormat format = OutputFormat.text;

    final CliContext context;

    RunCommand(CliContext context) {
        this.context = context;
    }

    Console console() {
        return context.console();
    }

    Project load(ProjectFiles files) {
        Project project = Project.load(files);
        project.inventory().warnings().forEach(warning -> console().warn(warning.toString()));
        project.desired().warnings().forEach(warning -> console().warn(warning.toString()));
        return project;
    }

    Rollout rollout(Project project, boolean overwriteDrift) {
        Endpoints endpoints = new Endpoints(connectionDefaults());
        return new Rollout(
                project.desired(),
                fleet(),
                new Planner(overwriteDrift, meta()),
                (play, host) -> new HostSession(
                        context.transport(), endpoints.of(host.host(), host.variables(), play.become())));
    }

    Fleet fleet() {
        if (connection.forks() < 1) {
            throw new InputException("--forks must be 1 or more");
        }
        return new Fleet(connection.forks(), new FleetProgress(console()));
    }

    /** Who and when, for the history that a host keeps. */
    List<String> meta() {
        Instant now = context.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        return List.of("time=" + now, "by=" + context.owner());
    }

    ConnectionDefaults connectionDefaults() {
        return new ConnectionDefaults(
                connection.user(),
                connection.privateKey(),
                connection.askPassword() ? java.util.Optional.of(ask("SSH password: ")) : java.util.Optional.empty(),
                connection.become(),
                connection.askBecomePassword()
                        ? java.util.Optional.of(ask("BECOME password: "))
                        : java.util.Optional.empty());
    }

    private Secret ask(String prompt) {
        return Secret.of(console()
                .askSecret(prompt)
                .orElseThrow(() -> new InputException("a password is needed, but nobody is at a terminal to type it")));
    }

    /** The exit code when some hosts did not do what was asked. */
    static ExitCode exitCode(List<HostFailure> failures, boolean otherwiseBad) {
        if (otherwiseBad || failures.stream().anyMatch(failure -> !failure.unreachable())) {
            return ExitCode.HOSTS;
        }
        return failures.isEmpty() ? ExitCode.OK : ExitCode.UNREACHABLE;
    }
}
