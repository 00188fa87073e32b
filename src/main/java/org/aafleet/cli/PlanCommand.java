package org.aafleet.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aafleet.plan.DesiredFleet.DesiredPlay;
import org.aafleet.plan.FleetPlan;
import org.aafleet.problem.InputException;
import org.aafleet.report.DiffForm;
import org.aafleet.report.Json;
import org.aafleet.report.PlanJson;
import org.aafleet.report.PlanText;
import org.aafleet.rollout.Project;
import org.aafleet.rollout.ProjectFiles;
import org.aafleet.rollout.Rollout;
import org.aafleet.rollout.SavedPlan;
import org.aafleet.rollout.StagedRollout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        description = "Show what apply would change on each host, and change nothing.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  aa-fleet plan -i inventories/prod playbooks/hardening.yml",
            "  aa-fleet plan -i inventories/prod playbooks/hardening.yml --limit canary --out friday.plan",
            "  aa-fleet apply friday.plan"
        })
final class PlanCommand extends RunCommand implements Callable<Integer> {

    @Mixin
    private PlaybookOptions playbook = new PlaybookOptions();

    @Mixin
    private DiffOptions diff = new DiffOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Save the plan for 'apply FILE', which refuses it when anything has changed since.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--detailed-exitcode", description = "Exit with 2 when there are changes.")
    private boolean detailedExitCode;

    PlanCommand(CliContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        ProjectFiles files = playbook.files(inventory);
        Project project = load(files);
        if (project.desired().isStaged()) {
            return staged(project);
        }
        try (Rollout rollout = rollout(project, playbook.overwriteDrift())) {
            FleetPlan plan = rollout.plan();
            show(plan);
            out.ifPresent(file -> {
                SavedPlan.of(
                                files,
                                playbook.overwriteDrift(),
                                plan,
                                context.clock().instant(),
                                context.owner())
                        .write(file);
                console().info("The plan is saved; carry it out with: aa-fleet apply " + file);
            });
            return exitCode(plan).code();
        }
    }

    /** What apply would do first. */
    private int staged(Project project) {
        if (out.isPresent()) {
            throw new InputException("a rollout in stages is not saved as a plan: what is due depends on the time");
        }
        boolean due = false;
        for (DesiredPlay play : project.desired().plays()) {
            try (StagedRollout hosts =
                    StagedVerb.open(this, project, play, playbook.overwriteDrift(), playbook.takeOver(), false)) {
                due |= new StagedApply(
                                this,
                                play,
                                hosts,
                                new ChangeOptions(),
                                new StagedApply.Options(diff.or(DiffForm.both), false, Optional.empty()))
                        .look();
            }
        }
        return (due && detailedExitCode ? ExitCode.CHANGES : ExitCode.OK).code();
    }

    private void show(FleetPlan plan) {
        if (format == OutputFormat.json) {
            console().result(Json.of(PlanJson.of(plan)));
        } else {
            new PlanText(console().style(), diff.or(DiffForm.both)).print(plan, console()::result);
        }
    }

    private ExitCode exitCode(FleetPlan plan) {
        ExitCode code = exitCode(plan.failures(), plan.hasBlockedHosts());
        return code == ExitCode.OK && detailedExitCode && plan.hasChanges() ? ExitCode.CHANGES : code;
    }
}
