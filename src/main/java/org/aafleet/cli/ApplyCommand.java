package org.aafleet.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aafleet.host.Owner;
import org.aafleet.plan.DesiredFleet.DesiredPlay;
import org.aafleet.plan.FleetPlan;
import org.aafleet.problem.InputException;
import org.aafleet.report.DiffForm;
import org.aafleet.report.Json;
import org.aafleet.report.PlanJson;
import org.aafleet.report.PlanText;
import org.aafleet.rollout.Applier;
import org.aafleet.rollout.HostResult;
import org.aafleet.rollout.Project;
import org.aafleet.rollout.ProjectFiles;
import org.aafleet.rollout.Rollout;
import org.aafleet.rollout.SavedPlan;
import org.aafleet.rollout.StagedRollout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "apply",
        description = "Make each host what the playbook says: one transaction a host, taken back when a probe fails.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  aa-fleet apply -i inventories/prod playbooks/hardening.yml --limit web1",
            "  aa-fleet apply -i inventories/prod playbooks/hardening.yml --check --diff",
            "  aa-fleet apply friday.plan"
        })
final class ApplyCommand extends RunCommand implements Callable<Integer> {

    @Mixin
    private PlaybookOptions playbook = new PlaybookOptions();

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @Mixin
    private DiffOptions diff = new DiffOptions();

    @Option(
            names = "--wait",
            description = "With a rollout in stages: stay until it has come to its end, or a person must decide.")
    private boolean wait;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "With a rollout in stages: append to this file, in Markdown, what was done and found.")
    private Optional<Path> report = Optional.empty();

    @Option(names = "--detailed-exitcode", description = "With --check: exit with 2 when there are changes.")
    private boolean detailedExitCode;

    ApplyCommand(CliContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        Optional<SavedPlan> saved = SavedPlan.read(playbook.playbook());
        ProjectFiles files = saved.map(SavedPlan::files).orElseGet(() -> playbook.files(inventory));
        boolean overwriteDrift = saved.map(SavedPlan::overwriteDrift).orElse(playbook.overwriteDrift());
        Project project = load(files);
        if (project.desired().isStaged()) {
            return staged(project, overwriteDrift).code();
        }
        try (Rollout rollout = rollout(project, overwriteDrift)) {
            FleetPlan plan = rollout.plan();
            List<String> stale = saved.map(old -> old.differences(plan)).orElse(List.of());
            if (!stale.isEmpty()) {
                console().error("the saved plan is stale; plan again. What differs:");
                stale.forEach(line -> console().info("  " + line));
                return ExitCode.STALE.code();
            }
            if (format == OutputFormat.text) {
                new PlanText(console().style(), diff.or(DiffForm.none)).print(plan, console()::result);
            }
            return change.check() ? checked(plan) : apply(rollout, plan);
        }
    }

    private ExitCode staged(Project project, boolean overwriteDrift) {
        for (DesiredPlay play : project.desired().plays()) {
            if (!play.play().rolloutSettings().isStaged()) {
                throw new InputException(
                        "play '" + play.play().title() + "' has no stages, others of the playbook have; "
                                + "give them playbooks of their own, or pick with --tags");
            }
        }
        ExitCode worst = ExitCode.OK;
        for (DesiredPlay play : project.desired().plays()) {
            try (StagedRollout hosts =
                    StagedVerb.open(this, project, play, overwriteDrift, playbook.takeOver(), !change.check())) {
                StagedApply apply = new StagedApply(
                        this, play, hosts, change, new StagedApply.Options(diff.or(DiffForm.none), wait, report));
                ExitCode code = apply.run();
                if (!change.check()) {
                    recordStaged(play, hosts, apply);
                }
                worst = code == ExitCode.OK ? worst : code;
            }
        }
        return worst;
    }

    private void recordStaged(DesiredPlay play, StagedRollout hosts, StagedApply apply) {
        Map<String, Object> story = new LinkedHashMap<>();
        story.put("rollout", play.play().title());
        story.put("decisions", apply.decisions());
        record("apply", playbook.playbook().toString(), hosts.results(), story);
    }

    private int checked(FleetPlan plan) {
        if (format == OutputFormat.json) {
            console().result(Json.of(PlanJson.of(plan)));
        }
        ExitCode code = exitCode(plan.failures(), plan.hasBlockedHosts());
        return (code == ExitCode.OK && detailedExitCode && plan.hasChanges() ? ExitCode.CHANGES : code).code();
    }

    private int apply(Rollout rollout, FleetPlan plan) {
        if (!confirmed("Change the services", plan.changing(), change.yes())) {
            return ExitCode.DECLINED.code();
        }
        List<HostResult> results = rollout.apply(plan, new Applier(Owner.of(context.owner()), meta()));
        return conclude("apply", playbook.playbook().toString(), results).code();
    }
}
