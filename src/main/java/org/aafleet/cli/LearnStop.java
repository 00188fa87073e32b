package org.aafleet.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.aafleet.fleet.Outcome;
import org.aafleet.host.Owner;
import org.aafleet.report.Json;
import org.aafleet.report.MovesReport;
import org.aafleet.report.ResultJson;
import org.aafleet.report.ResultText;
import org.aafleet.rollout.HostResult;
import org.aafleet.rollout.Rollback;
import org.aafleet.rollout.Rollback.HostMoves;
import org.aafleet.rollout.Survey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "stop",
        description =
                "Take services back to where they stood before 'learn start'. What they recorded stays on the hosts, and "
                        + "'learn' collects it still.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  aa-fleet learn stop -i inventories/prod playbooks/hardening.yml --limit web1"})
final class LearnStop extends SurveyCommand implements Callable<Integer> {

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    LearnStop(CliContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        List<String> meta = new ArrayList<>(meta());
        meta.add("reason=" + LearnStart.REASON + " stop");
        try (Survey survey = survey()) {
            Rollback rollback = new Rollback(survey, OptionalInt.empty(), Owner.of(context.owner()), meta)
                    .onlyFrom(
                            revision -> LearnStart.REASON.equals(revision.meta().get("reason")));
            Map<String, Outcome<HostMoves>> planned = rollback.plan();
            if (format == OutputFormat.text) {
                MovesReport.lines(planned, console().style()).forEach(console()::result);
            }
            int hosts = (int) planned.values().stream()
                    .filter(outcome -> outcome instanceof Outcome.Done<HostMoves> done
                            && !done.value().moves().isEmpty())
                    .count();
            if (change.check()) {
                return exitCode(failures(planned), false).code();
            }
            if (!confirmed("Take services back", hosts, change.yes())) {
                return ExitCode.DECLINED.code();
            }
            List<HostResult> results = rollback.run(planned);
            if (format == OutputFormat.json) {
                console().result(Json.of(ResultJson.of(results)));
            } else {
                new ResultText(console().style()).print(results, console()::result);
            }
            record("learn stop", "to where they stood before", results);
            return exitCodeOf(results).code();
        }
    }
}
