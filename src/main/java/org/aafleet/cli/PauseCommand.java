package org.aafleet.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "pause",
        description =
                "Let nothing in a staged rollout go on: no host enters a stage until resume. Gates still take back what fails.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  aa-fleet pause -i inventories/prod playbooks/staged.yml --reason 'change freeze'"
        })
final class PauseCommand extends StagedVerb implements Callable<Integer> {

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "For the hosts and the history.")
    private String reason = "";

    PauseCommand(CliContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        return decide(
                "pause",
                "There is no host to tell.",
                "'resume' lets it go on.",
                intervention -> intervention.pause(reason));
    }
}
