package org.aafleet.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.console.Console;
import org.aafleet.fleet.ConnectionDefaults;
import org.aafleet.fleet.Endpoints;
import org.aafleet.fleet.Fleet;
import org.aafleet.fleet.HostFailure;
import org.aafleet.fleet.HostSession;
import org.aafleet.inventory.Host;
import org.aafleet.inventory.Variables;
import org.aafleet.journal.Journal;
import org.aafleet.problem.InputException;
import org.aafleet.report.Json;
import org.aafleet.report.ResultJson;
import org.aafleet.report.ResultText;
import org.aafleet.rollout.HostResult;
import org.aafleet.rollout.Project;
import org.aafleet.rollout.ProjectFiles;
import org.aafleet.transport.Secret;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the verbs that go to hosts share. */
abstract class FleetCommand {

    @Mixin
    InventoryOptions inventory = new InventoryOptions();

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    OutputFormat format = OutputFormat.text;

    final CliContext context;

    FleetCommand(CliContext context) {
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

    Fleet fleet() {
        if (connection.forks() < 1) {
            throw new InputException("--forks must be 1 or more");
        }
        return new Fleet(connection.forks(), new FleetProgress(console()));
    }

    /** Opens ways to hosts; asks for passwords first, once for all. */
    Sessions sessions() {
        Endpoints endpoints = new Endpoints(connectionDefaults());
        return (host, variables, become) -> new HostSession(context.transport(), endpoints.of(host, variables, become));
    }

    @FunctionalInterface
    interface Sessions {
        HostSession open(Host host, Variables variables, Optional<Boolean> become);
    }

    /** Who and when, for the history that a host keeps. */
    List<String> meta() {
        Instant now = context.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        return List.of("time=" + now, "by=" + context.owner());
    }

    private ConnectionDefaults connectionDefaults() {
        return new ConnectionDefaults(
                connection.user(),
                connection.privateKey(),
                connection.askPassword() ? Optional.of(ask("SSH password: ")) : Optional.empty(),
                connection.become(),
                connection.askBecomePassword() ? Optional.of(ask("BECOME password: ")) : Optional.empty());
    }

    private Secret ask(String prompt) {
        return Secret.of(console()
                .askSecret(prompt)
                .orElseThrow(() -> new InputException("a password is needed, but nobody is at a terminal to type it")));
    }

    /** Whether to go ahead: more than one host that nobody picked needs a yes. */
    boolean confirmed(String doing, int hosts, boolean yes) {
        if (yes || hosts < 2 || !inventory.limits().isEmpty()) {
            return true;
        }
        if (console().confirm(doing + " on all " + hosts + " hosts?")) {
            return true;
        }
        console().info("Nothing was touched. --limit picks hosts; --yes goes ahead without asking.");
        return false;
    }

    /** The exit code when some hosts did not do what was asked. */
    static ExitCode exitCode(List<HostFailure> failures, boolean otherwiseBad) {
        if (otherwiseBad || failures.stream().anyMatch(failure -> !failure.unreachable())) {
            return ExitCode.HOSTS;
        }
        return failures.isEmpty() ? ExitCode.OK : ExitCode.UNREACHABLE;
    }

    static ExitCode exitCodeOf(List<HostResult> results) {
        return exitCode(
                results.stream().flatMap(result -> result.failure().stream()).toList(),
                results.stream()
                        .anyMatch(result -> result.isBad() && result.failure().isEmpty()));
    }

    /** Shows what came of a change, and keeps it in the journal. */
    ExitCode conclude(String verb, String what, List<HostResult> results) {
        if (format == OutputFormat.json) {
            console().result(Json.of(ResultJson.of(results)));
        } else {
            new ResultText(console().style()).print(results, console()::result);
        }
        record(verb, what, results);
        return exitCodeOf(results);
    }

    void record(String verb, String what, List<HostResult> results) {
        record(verb, what, results, Map.of());
    }

    /** @param more for the journal's entry */
    void record(String verb, String what, List<HostResult> results, Map<String, Object> more) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("time", context.clock().instant().toString());
        entry.put("by", context.owner());
        entry.put("verb", verb);
        entry.put("what", what);
        entry.putAll(more);
        entry.put("hosts", ResultJson.of(results));
        new Journal(context.stateDirectory().resolve("journal.jsonl")).append(entry);
    }
}
