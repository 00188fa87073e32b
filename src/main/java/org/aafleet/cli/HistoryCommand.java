package org.aafleet.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.aafleet.fleet.Outcome;
import org.aafleet.host.HostHistory;
import org.aafleet.report.HistoryReport;
import org.aafleet.report.Json;
import org.aafleet.rollout.Survey;
import picocli.CommandLine.Command;

@Command(
        name = "history",
        description = "Show the revisions that each host keeps: what was done to which service, by whom, when and why.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  aa-fleet history -i inventories/prod --limit web1",
            "  aa-fleet history -i inventories/prod --service postfix --format json"
        })
final class HistoryCommand extends SurveyCommand implements Callable<Integer> {

    HistoryCommand(CliContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        try (Survey survey = survey()) {
            Map<String, Outcome<List<HostHistory>>> histories = survey.histories();
            if (format == OutputFormat.json) {
                console().result(Json.of(HistoryReport.values(histories)));
            } else {
                HistoryReport.lines(histories, console().style()).forEach(console()::result);
            }
            return exitCode(failures(histories), false).code();
        }
    }
}
