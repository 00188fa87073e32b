package org.aafleet.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.aafleet.fleet.Outcome;
import org.aafleet.host.Owner;
import org.aafleet.rollout.Survey;
import org.aafleet.rollout.Unlocking;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "unlock",
        description = {
            "End the lease of a run that conducts a rollout on the hosts, when that run is gone; says whose it was.",
            "A lease ends by itself 5 minutes after its run was last heard of. The lock of a host's transaction needs no hand: a process that is gone "
                    + "holds none."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  aa-fleet unlock -i inventories/prod --limit web1"})
final class UnlockCommand extends SurveyCommand implements Callable<Integer> {

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    UnlockCommand(CliContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        try (Survey survey = survey()) {
            Map<String, Outcome<String>> leases = Unlocking.leases(survey);
            leases.forEach((host, outcome) -> {
                if (outcome instanceof Outcome.Done<String> done) {
                    console().result(host + ": " + (done.value().isEmpty() ? "not leased" : "leased " + done.value()));
                }
            });
            showFailures(failures(leases));
            long held = leases.values().stream()
                    .filter(outcome -> outcome instanceof Outcome.Done<String> done
                            && !done.value().isEmpty())
                    .count();
            if (held == 0 || change.check()) {
                return exitCode(failures(leases), false).code();
            }
            if (!confirmed("End the leases", (int) held, change.yes())) {
                return ExitCode.DECLINED.code();
            }
            Map<String, Outcome<String>> ended = Unlocking.end(survey, Owner.of(context.owner()));
            ended.forEach((host, outcome) -> {
                if (outcome instanceof Outcome.Done<String> done) {
                    console().result(host + ": " + done.value());
                }
            });
            showFailures(failures(ended));
            return exitCode(failures(ended), false).code();
        }
    }
}
