package org.aafleet.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.aafleet.host.Owner;
import org.aafleet.plan.DesiredFleet;
import org.aafleet.plan.DesiredFleet.DesiredPlay;
import org.aafleet.plan.FleetPlan;
import org.aafleet.plan.Planner;
import org.aafleet.problem.InputException;
import org.aafleet.report.DiffForm;
import org.aafleet.report.PlanText;
import org.aafleet.rollout.Applier;
import org.aafleet.rollout.HostResult;
import org.aafleet.rollout.Project;
import org.aafleet.rollout.Rollout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "start",
        description = "Let services record what their profiles do not allow: what the playbook says, but in complain. "
                + "'learn stop' takes them back to where they are now.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  aa-fleet learn start -i inventories/prod playbooks/hardening.yml --service php-fpm --limit web1"
        })
final class LearnStart extends RunCommand implements Callable<Integer> {

    /** In a host's history, and what {@code learn stop} looks for. */
    static final String REASON = "learn";

    @Mixin
    private PlaybookOptions playbook = new PlaybookOptions();

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @Option(
            names = {"-s", "--service"},
            split = ",",
            paramLabel = "SERVICE",
            description = "Only this service; may be repeated.")
    private List<String> services = new ArrayList<>();

    LearnStart(CliContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        Project project = load(playbook.files(inventory));
        for (DesiredPlay play : project.desired().plays()) {
            if (play.play().rolloutSettings().isStaged()) {
                throw new InputException(
                        "play '" + play.play().title() + "' goes out in stages, and records while it is "
                                + "in complain: 'aa-fleet learn' collects that");
            }
        }
        DesiredFleet recording = project.desired().recording(services);
        Sessions sessions = sessions();
        List<String> meta = new ArrayList<>(meta());
        meta.add("reason=" + REASON);
        try (Rollout rollout = new Rollout(
                recording,
                fleet(),
                new Planner(project.tuner(), playbook.overwriteDrift(), meta),
                (play, host) -> sessions.open(host.host(), host.variables(), play.become()))) {
            FleetPlan plan = rollout.plan();
            if (format == OutputFormat.text) {
                new PlanText(console().style(), DiffForm.none).print(plan, console()::result);
            }
            if (change.check()) {
                return exitCode(plan.failures(), plan.hasBlockedHosts()).code();
            }
            if (!confirmed("Let services record", plan.changing(), change.yes())) {
                return ExitCode.DECLINED.code();
            }
            List<HostResult> results = rollout.apply(plan, new Applier(Owner.of(context.owner()), meta));
            ExitCode code = conclude("learn start", playbook.playbook().toString(), results);
            if (format == OutputFormat.text) {
                console()
                        .result(
                                "Use the services now; 'aa-fleet learn' collects what they wanted, 'aa-fleet learn stop' ends it.");
            }
            return code.code();
        }
    }
}
