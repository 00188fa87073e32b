package org.aafleet.cli;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aafleet.fleet.Outcome;
import org.aafleet.report.Json;
import org.aafleet.report.StatusReport;
import org.aafleet.rollout.Examination;
import org.aafleet.rollout.Survey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        description =
                "Show where each service of each host stands: revision, mode on disk and in the kernel, processes "
                        + "confined or not, and what is no longer as aa-fleet left it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  aa-fleet status -i inventories/prod",
            "  aa-fleet status -i inventories/prod --service lighttpd --watch",
            "  aa-fleet status -i inventories/prod --format json --detailed-exitcode"
        })
final class StatusCommand extends SurveyCommand implements Callable<Integer> {

    @Option(
            names = {"-w", "--watch"},
            arity = "0..1",
            fallbackValue = "5",
            paramLabel = "SECONDS",
            description = "Look again every so many seconds (${FALLBACK-VALUE}), until Ctrl-C.")
    private Optional<Integer> watch = Optional.empty();

    @Option(
            names = "--detailed-exitcode",
            description = "Exit with 2 when a service is not as aa-fleet left it or a process is not confined.")
    private boolean detailedExitCode;

    StatusCommand(CliContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        try (Survey survey = survey()) {
            ExitCode code = look(survey);
            while (watch.isPresent() && console().pause(Duration.ofSeconds(Math.max(1, watch.get())))) {
                console().clear();
                code = look(survey);
            }
            return code.code();
        }
    }

    private ExitCode look(Survey survey) {
        Map<String, Outcome<Examination>> hosts = survey.examine();
        StatusReport report = new StatusReport(survey, hosts);
        if (format == OutputFormat.json) {
            console().result(Json.of(report.values()));
        } else {
            report.lines(console().style()).forEach(console()::result);
        }
        ExitCode code = exitCode(failures(hosts), false);
        return code == ExitCode.OK && detailedExitCode && !report.isSound() ? ExitCode.CHANGES : code;
    }
}
