package org.aafleet.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aafleet.fleet.Outcome;
import org.aafleet.report.Json;
import org.aafleet.report.RolloutJson;
import org.aafleet.report.RolloutText;
import org.aafleet.report.StatusReport;
import org.aafleet.rollout.Decision;
import org.aafleet.rollout.Examination;
import org.aafleet.rollout.Project;
import org.aafleet.rollout.Situation;
import org.aafleet.rollout.StagedRollout;
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
            "  aa-fleet status -i inventories/prod playbooks/staged.yml --watch",
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
        List<StagedRollout> rollouts =
                scope.project(inventory).map(this::rollouts).orElse(List.of());
        try (Survey survey = survey()) {
            ExitCode code = look(survey, rollouts);
            while (watch.isPresent() && console().pause(Duration.ofSeconds(Math.max(1, watch.get())))) {
                console().clear();
                code = look(survey, rollouts);
            }
            return code.code();
        } finally {
            rollouts.forEach(StagedRollout::close);
        }
    }

    /** Those of the playbook's plays that go out in stages. */
    private List<StagedRollout> rollouts(Project project) {
        return project.desired().plays().stream()
                .filter(play -> play.play().rolloutSettings().isStaged())
                .map(play -> StagedVerb.open(this, project, play, false, true, false))
                .toList();
    }

    private void show(StagedRollout rollout) {
        RolloutText text = new RolloutText(console().style());
        Situation now = rollout.look();
        console().result("");
        console().result("ROLLOUT [" + rollout.title() + "]");
        text.lines(now).forEach(console()::result);
        if (rollout.next(now) instanceof Decision.Rest rest) {
            text.next(rest).forEach(console()::result);
        }
    }

    private ExitCode look(Survey survey, List<StagedRollout> rollouts) {
        Map<String, Outcome<Examination>> hosts = survey.examine();
        StatusReport report = new StatusReport(survey, hosts);
        if (format == OutputFormat.json) {
            Map<String, Object> values = report.values();
            if (!rollouts.isEmpty()) {
                values.put(
                        "rollouts",
                        rollouts.stream()
                                .map(rollout -> {
                                    Situation now = rollout.look();
                                    return RolloutJson.of(rollout.title(), now, rollout.next(now));
                                })
                                .toList());
            }
            console().result(Json.of(values));
        } else {
            report.lines(console().style()).forEach(console()::result);
            rollouts.forEach(this::show);
        }
        ExitCode code = exitCode(failures(hosts), false);
        return code == ExitCode.OK && detailedExitCode && !report.isSound() ? ExitCode.CHANGES : code;
    }
}
