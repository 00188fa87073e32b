package org.aafleet.cli;

import org.aafleet.plan.Planner;
import org.aafleet.rollout.Project;
import org.aafleet.rollout.Rollout;

/** What the verbs that follow a playbook share. */
abstract class RunCommand extends FleetCommand {

    RunCommand(CliContext context) {
        super(context);
    }

    Rollout rollout(Project project, boolean overwriteDrift) {
        Sessions sessions = sessions();
        return new Rollout(
                project.desired(),
                fleet(),
                new Planner(project.tuner(), overwriteDrift, meta()),
                (play, host) -> sessions.open(host.host(), host.variables(), play.become()));
    }
}
