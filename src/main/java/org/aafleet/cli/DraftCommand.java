package org.aafleet.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aafleet.fleet.HostFailure;
import org.aafleet.fleet.Outcome;
import org.aafleet.host.ProgramFacts;
import org.aafleet.learn.Draft;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problem;
import org.aafleet.report.FailureText;
import org.aafleet.rollout.ProjectFiles;
import org.aafleet.rollout.Scope;
import org.aafleet.rollout.Survey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "draft",
        description =
                "Make a first profile for any program of a host, as a service of your own in profiles/: from its package, "
                        + "its unit and its libraries. Put it to complain, use the program, and let 'learn' and 'review' complete it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  aa-fleet draft /usr/bin/redis-server -i inventories/prod --limit cache1",
            "  aa-fleet draft /usr/bin/memcached -i cache1, --name sessions"
        })
final class DraftCommand extends FleetCommand implements Callable<Integer> {

    @Parameters(paramLabel = "PROGRAM", description = "Its path on the host.")
    private String program = "";

    @Option(
            names = "--name",
            paramLabel = "SERVICE",
            description = "What the service shall be called (default: as the program).")
    private Optional<String> name = Optional.empty();

    @Mixin
    private CatalogOptions catalog = new CatalogOptions();

    DraftCommand(CliContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        if (!program.startsWith("/")) {
            throw new InputException(Problem.error("'" + program + "' is no absolute path")
                    .withHint("'command -v " + program + "' on the host says where it is"));
        }
        String service = name.orElseGet(() -> program.replaceFirst(".*/", "").toLowerCase(Locale.ROOT));
        if (!service.matches("[a-z0-9][a-z0-9._-]{0,63}")) {
            throw new InputException(
                    Problem.error("'" + service + "' is no name for a service: a-z, 0-9, '.', '_' and '-'")
                            .withHint("--name gives it another"));
        }
        ProjectFiles files = new ProjectFiles(
                Path.of("playbook.yml"),
                inventory.sources(),
                catalog.profiles(),
                inventory.limits(),
                List.of(),
                inventory.extraVars());
        Path directory = files.ownProfiles().resolve(service);
        if (Files.exists(directory.resolve("service.yml"))) {
            throw new InputException(Problem.error(directory + " is there already")
                    .withHint("--name gives the new service another name"));
        }
        return draft(service, directory, Scope.ofInventory(files, Path.of("").toAbsolutePath(), false));
    }

    private int draft(String service, Path directory, Scope scope) {
        if (scope.members().size() != 1) {
            throw new InputException(Problem.error("a draft is made on one host, and "
                            + scope.members().size() + " are meant")
                    .withHint("--limit picks one"));
        }
        Sessions sessions = sessions();
        try (Survey survey = new Survey(
                scope, fleet(), member -> sessions.open(member.host(), member.variables(), member.become()))) {
            Map<String, Outcome<ProgramFacts>> answers = survey.look(program);
            List<HostFailure> failures = SurveyCommand.failures(answers);
            failures.forEach(
                    failure -> FailureText.lines(failure, console().style()).forEach(console()::result));
            answers.forEach((host, outcome) -> {
                if (outcome instanceof Outcome.Done<ProgramFacts> done) {
                    write(service, directory, host, done.value());
                }
            });
            return exitCode(failures, false).code();
        }
    }

    private void write(String service, Path directory, String host, ProgramFacts facts) {
        if (facts.program().isEmpty()) {
            throw new InputException(host + " has no program " + program);
        }
        Draft draft = new Draft(service, facts);
        List<String> written = new ArrayList<>();
        try {
            Files.createDirectories(directory);
            for (Map.Entry<String, String> file : draft.files().entrySet()) {
                written.add(fromHere(Files.writeString(directory.resolve(file.getKey()), file.getValue())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " cannot be written", e);
        }
        if (!facts.program().get().equals(program)) {
            console().result(program + " is " + facts.program().get() + ", which the kernel goes by");
        }
        written.forEach(console()::result);
        if (facts.units().isEmpty()) {
            console().warn("no unit of systemd was found that starts it; it is confined when you have restarted it");
        }
        console()
                .result("Name it in a playbook ('services: [" + service
                        + "]'), apply that, use the program, then 'aa-fleet learn'.");
    }

    private static String fromHere(Path file) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = file.toAbsolutePath();
        return (absolute.startsWith(here) ? here.relativize(absolute) : absolute).toString();
    }
}
