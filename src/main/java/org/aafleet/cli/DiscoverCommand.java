package org.aafleet.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.aafleet.fleet.Outcome;
import org.aafleet.report.DiscoveryReport;
import org.aafleet.report.Json;
import org.aafleet.rollout.Examination;
import org.aafleet.rollout.Survey;
import picocli.CommandLine.Command;

@Command(
        name = "discover",
        description =
                "Show what the services' own configuration on each host says: the values of tunables, the features "
                        + "that it needs, virtual hosts and pools, each with the setting and its place. Changes nothing; plan and "
                        + "apply read the same.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  aa-fleet discover -i inventories/prod",
            "  aa-fleet discover -i inventories/prod --limit web1 --service lighttpd,php-fpm --format json"
        })
final class DiscoverCommand extends SurveyCommand implements Callable<Integer> {

    DiscoverCommand(CliContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        try (Survey survey = survey(true)) {
            Map<String, Outcome<Examination>> hosts = survey.examine();
            DiscoveryReport report = new DiscoveryReport(survey, hosts);
            if (format == OutputFormat.json) {
                console().result(Json.of(report.values()));
            } else {
                report.lines(console().style()).forEach(console()::result);
            }
            return exitCode(failures(hosts), false).code();
        }
    }
}
