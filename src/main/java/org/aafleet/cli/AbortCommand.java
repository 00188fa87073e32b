package org.aafleet.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "abort",
        description =
                "Take a staged rollout back: every host that has set out goes back to the revision where it stood before, and none sets out again until resume.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  aa-fleet abort -i inventories/prod playbooks/staged.yml --reason 'the shop is slow'"
        })
final class AbortCommand extends StagedVerb implements Callable<Integer> {

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "For the hosts and the history.")
    private String reason = "";

    AbortCommand(CliContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        return decide(
                "abort",
                "There is no host to tell.",
                "'resume' lets it begin anew.",
                intervention -> intervention.abort(reason));
    }
}
