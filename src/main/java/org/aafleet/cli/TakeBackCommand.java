package org.aafleet.cli;

import java.util.Map;
import org.aafleet.fleet.Outcome;
import org.aafleet.report.Json;
import org.aafleet.report.MovesReport;
import org.aafleet.rollout.Rollback;
import org.aafleet.rollout.Rollback.HostMoves;
import picocli.CommandLine.Mixin;

/** Verbs that take services back to where they stood: the moves are shown, then a person is asked. */
abstract class TakeBackCommand extends SurveyCommand {

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    TakeBackCommand(CliContext context) {
        super(context);
    }

    /**
     * @param question what is about to be done, for a person to confirm
     * @param verb of the journal's line
     * @param where of the journal's line: to which revision
     */
    int takeBack(Rollback rollback, String question, String verb, String where) {
        Map<String, Outcome<HostMoves>> planned = rollback.plan();
        show(planned);
        int hosts = (int) planned.values().stream()
                .filter(outcome -> outcome instanceof Outcome.Done<HostMoves> done
                        && !done.value().moves().isEmpty())
                .count();
        if (change.check()) {
            return exitCode(failures(planned), false).code();
        }
        if (!confirmed(question, hosts, change.yes())) {
            return ExitCode.DECLINED.code();
        }
        return conclude(verb, where, rollback.run(planned)).code();
    }

    private void show(Map<String, Outcome<HostMoves>> planned) {
        if (format == OutputFormat.text) {
            MovesReport.lines(planned, console().style()).forEach(console()::result);
        } else if (change.check()) {
            console().result(Json.of(MovesReport.values(planned)));
        }
    }
}
