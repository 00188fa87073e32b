package org.aafleet.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.aafleet.fleet.Outcome;
import org.aafleet.report.DoctorReport;
import org.aafleet.report.Json;
import org.aafleet.rollout.Examination;
import org.aafleet.rollout.Survey;
import picocli.CommandLine.Command;

@Command(
        name = "doctor",
        description = "Show what would stop an apply on each host, and what mends it. Changes nothing.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  aa-fleet doctor -i inventories/prod",
            "  aa-fleet doctor -i web1, --user admin --become --ask-become-pass"
        })
final class DoctorCommand extends SurveyCommand implements Callable<Integer> {

    DoctorCommand(CliContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        try (Survey survey = survey()) {
            Map<String, Outcome<Examination>> hosts = survey.examine();
            DoctorReport report = new DoctorReport(hosts);
            if (format == OutputFormat.json) {
                console().result(Json.of(report.values()));
            } else {
                report.lines(console().style()).forEach(console()::result);
            }
            return exitCode(failures(hosts), report.findsObstacles()).code();
        }
    }
}
