package org.aafleet.cli;

import java.util.concurrent.Callable;
import org.aafleet.problem.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "promote",
        description =
                "Let the next wave of a staged rollout begin that waits for approval, or end the soak that it waits for.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  aa-fleet promote -i inventories/prod playbooks/staged.yml",
            "  aa-fleet promote -i inventories/prod playbooks/staged.yml --skip-soak --reason 'load test passed'"
        })
final class PromoteCommand extends StagedVerb implements Callable<Integer> {

    @Option(names = "--skip-soak", description = "End the soak that the rollout waits for; needs --reason.")
    private boolean skipSoak;

    @Option(names = "--reason", paramLabel = "TEXT", description = "For the hosts and the history.")
    private String reason = "";

    PromoteCommand(CliContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        if (skipSoak && reason.isBlank()) {
            throw new InputException("--skip-soak needs --reason: it stands on the hosts and in the history");
        }
        return skipSoak
                ? decide(
                        "promote",
                        "The rollout waits for no soak.",
                        "'apply' goes on from here.",
                        intervention -> intervention.skipSoak(reason))
                : decide(
                        "promote",
                        "No wave waits for approval.",
                        "'apply' goes on from here.",
                        intervention -> intervention.promote());
    }
}
