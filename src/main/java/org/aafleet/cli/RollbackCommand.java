package org.aafleet.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import picocli.CommandLine.Option;

@Command(
        name = "rollback",
        description = "Take services back to an earlier revision: files, absences, modes and what the kernel has. "
                + "Revision 0 is what was there before aa-fleet came.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  aa-fleet rollback -i inventories/prod --limit web1",
            "  aa-fleet rollback -i inventories/prod --service postfix --to 3",
            "  aa-fleet rollback -i inventories/prod playbooks/hardening.yml --to 0 --yes",
            "",
            "Without ssh, on the host itself: sh /var/lib/aa-fleet/rollback --to 0"
        })
final class RollbackCommand extends SurveyCommand implements Callable<Integer> {

    @Option(
            names = "--to",
            paramLabel = "REVISION",
            description = "As 'aa-fleet history' shows it. Default: the newest below the one where a service stands.")
    private Optional<Integer> to = Optional.empty();

    @Option(names = "--reason", paramLabel = "TEXT", description = "For the history.")
    private Optional<String> reason = Optional.empty();

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    RollbackCommand(CliContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        try (Survey survey = survey()) {
            OptionalInt revision = to.isPresent() ? OptionalInt.of(to.get()) : OptionalInt.empty();
            Rollback rollback = new Rollback(survey, revision, Owner.of(context.owner()), reasoned());
            Map<String, Outcome<HostMoves>> planned = rollback.plan();
            show(planned);
            int hosts = (int) planned.values().stream()
                    .filter(outcome -> outcome instanceof Outcome.Done<HostMoves> done
                            && !done.value().moves().isEmpty())
                    .count();
            if (change.check()) {
                return exitCode(failures(planned), false).code();
            }
            return confirmed("Roll back", hosts, change.yes()) ? run(rollback, planned) : ExitCode.DECLINED.code();
        }
    }

    private void show(Map<String, Outcome<HostMoves>> planned) {
        if (format == OutputFormat.text) {
            MovesReport.lines(planned, console().style()).forEach(console()::result);
        } else if (change.check()) {
            console().result(Json.of(MovesReport.values(planned)));
        }
    }

    private int run(Rollback rollback, Map<String, Outcome<HostMoves>> planned) {
        List<HostResult> results = rollback.run(planned);
        if (format == OutputFormat.json) {
            console().result(Json.of(ResultJson.of(results)));
        } else {
            new ResultText(console().style()).print(results, console()::result);
        }
        record("rollback", to.map(revision -> "to " + revision).orElse("to the one before"), results);
        return exitCodeOf(results).code();
    }

    private List<String> reasoned() {
        List<String> lines = new java.util.ArrayList<>(meta());
        reason.ifPresent(text -> lines.add("reason=" + text.replaceAll("\\p{Cntrl}", " ")));
        return lines;
    }
}
