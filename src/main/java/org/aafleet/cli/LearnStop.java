package org.aafleet.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.aafleet.host.Owner;
import org.aafleet.rollout.Rollback;
import org.aafleet.rollout.Survey;
import picocli.CommandLine.Command;

@Command(
        name = "stop",
        description =
                "Take services back to where they stood before 'learn start'. What they recorded stays on the hosts, and "
                        + "'learn' collects it still.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  aa-fleet learn stop -i inventories/prod playbooks/hardening.yml --limit web1"})
final class LearnStop extends TakeBackCommand implements Callable<Integer> {

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
            return takeBack(rollback, "Take services back", "learn stop", "to where they stood before");
        }
    }
}
