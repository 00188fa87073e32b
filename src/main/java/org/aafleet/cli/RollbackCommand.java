package org.aafleet.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.aafleet.host.Owner;
import org.aafleet.rollout.Rollback;
import org.aafleet.rollout.Survey;
import picocli.CommandLine.Command;
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
final class RollbackCommand extends TakeBackCommand implements Callable<Integer> {

    @Option(
            names = "--to",
            paramLabel = "REVISION",
            description = "As 'aa-fleet history' shows it. Default: the newest below the one where a service stands.")
    private Optional<Integer> to = Optional.empty();

    @Option(names = "--reason", paramLabel = "TEXT", description = "For the history.")
    private Optional<String> reason = Optional.empty();

    RollbackCommand(CliContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        try (Survey survey = survey()) {
            OptionalInt revision = to.isPresent() ? OptionalInt.of(to.get()) : OptionalInt.empty();
            Rollback rollback = new Rollback(survey, revision, Owner.of(context.owner()), reasoned());
            String where = to.map(number -> "to " + number).orElse("to the one before");
            return takeBack(rollback, "Roll back", "rollback", where);
        }
    }

    private List<String> reasoned() {
        List<String> lines = new ArrayList<>(meta());
        reason.ifPresent(text -> lines.add("reason=" + text.replaceAll("\\p{Cntrl}", " ")));
        return lines;
    }
}
