package org.aafleet.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "resume",
        description =
                "Let a staged rollout go on that was paused, or that a gate has stopped: hosts that failed begin anew, and a soak that was inconclusive does too.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  aa-fleet resume -i inventories/prod playbooks/staged.yml"})
final class ResumeCommand extends StagedVerb implements Callable<Integer> {

    ResumeCommand(CliContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        return decide(
                "resume",
                "There is no host to tell.",
                "'apply' goes on from here.",
                intervention -> intervention.resume());
    }
}
