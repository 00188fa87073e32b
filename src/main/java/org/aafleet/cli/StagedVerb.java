package org.aafleet.cli;

import org.aafleet.host.Owner;
import org.aafleet.plan.DesiredFleet.DesiredPlay;
import org.aafleet.plan.Planner;
import org.aafleet.problem.InputException;
import org.aafleet.report.ResultText;
import org.aafleet.report.RolloutText;
import org.aafleet.rollout.Applier;
import org.aafleet.rollout.HostPlanner;
import org.aafleet.rollout.HostResult;
import org.aafleet.rollout.Intervention;
import org.aafleet.rollout.Project;
import org.aafleet.rollout.StagedRollout;
import org.aafleet.rollout.UnderWay;
import picocli.CommandLine.Mixin;

/** What the verbs share by which a person decides in a rollout. */
abstract class StagedVerb extends RunCommand {

    @Mixin
    PlaybookOptions playbook = new PlaybookOptions();

    StagedVerb(CliContext context) {
        super(context);
    }

    /** A decision about one play. */
    @FunctionalInterface
    interface Deciding {
        Intervention.Result decide(Intervention intervention) throws Intervention.Busy;
    }

    /**
     * @param takeOver whether hosts leave another playbook's rollout for this one
     * @param changes whether more is done than looking
     */
    static StagedRollout open(
            FleetCommand command,
            Project project,
            DesiredPlay play,
            boolean overwriteDrift,
            boolean takeOver,
            boolean changes) {
        Sessions sessions = command.sessions();
        Owner owner = Owner.conducting(command.context.owner());
        String file = project.playbook().source().name();
        String name =
                file.substring(file.lastIndexOf('/') + 1) + ": " + play.play().title();
        return new StagedRollout(
                play,
                command.fleet(),
                new HostPlanner(new Planner(project.tuner(), overwriteDrift, command.meta())),
                new Applier(owner, command.meta()),
                new StagedRollout.Identity(
                        owner,
                        name,
                        new UnderWay(command.context.stateDirectory().resolve("under-way"), name, changes),
                        takeOver),
                command.context.clock(),
                host -> sessions.open(host.host(), host.variables(), play.play().become()));
    }

    /**
     * @param nothing what is said when there was nothing to decide
     * @param next what is said when it was done
     */
    int decide(String verb, String nothing, String next, Deciding deciding) {
        Project project = load(playbook.files(inventory));
        if (!project.desired().isStaged()) {
            throw new InputException("no play of the playbook has a rollout in stages; its 'rollout' has neither waves "
                    + "nor steps, soak or gate");
        }
        ExitCode code = ExitCode.OK;
        for (DesiredPlay play : project.desired().plays()) {
            if (play.play().rolloutSettings().isStaged()) {
                code = decide(verb, nothing, next, deciding, project, play) == ExitCode.OK ? code : ExitCode.HOSTS;
            }
        }
        return code.code();
    }

    private ExitCode decide(
            String verb, String nothing, String next, Deciding deciding, Project project, DesiredPlay play) {
        try (StagedRollout hosts = open(this, project, play, playbook.overwriteDrift(), playbook.takeOver(), true)) {
            Intervention intervention = new Intervention(hosts);
            Intervention.Result result;
            try {
                result = deciding.decide(intervention);
            } catch (Intervention.Busy e) {
                StagedApply.tellOf(e.others(), console());
                console().info("Run '" + verb + "' again when that has ended.");
                return ExitCode.HOSTS;
            } finally {
                hosts.release();
            }
            if (result.standings().isEmpty()) {
                console().info(nothing);
                new RolloutText(console().style())
                        .lines(intervention.situation())
                        .forEach(console()::info);
                return ExitCode.INPUT;
            }
            result.done().forEach(console()::result);
            result.unreached().forEach((host, why) -> console().warn(host + " did not do it: " + why));
            if (!hosts.results().isEmpty()) {
                new ResultText(console().style()).print(hosts.results(), console()::result);
            }
            console().info(next);
            record(
                    verb,
                    playbook.playbook().toString(),
                    result.standings().keySet().stream()
                            .map(host -> new HostResult(
                                    host,
                                    result.unreached().containsKey(host)
                                            ? HostResult.Status.UNREACHABLE
                                            : HostResult.Status.CHANGED,
                                    result.done(),
                                    java.util.Optional.empty()))
                            .toList());
            return result.unreached().isEmpty() ? ExitCode.OK : ExitCode.HOSTS;
        }
    }
}
