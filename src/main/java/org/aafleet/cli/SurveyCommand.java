package org.aafleet.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aafleet.fleet.HostFailure;
import org.aafleet.fleet.Outcome;
import org.aafleet.report.FailureText;
import org.aafleet.rollout.Scope;
import org.aafleet.rollout.Survey;
import picocli.CommandLine.Mixin;

/** What the verbs share that look at hosts with or without a playbook. */
abstract class SurveyCommand extends FleetCommand {

    @Mixin
    ScopeOptions scope = new ScopeOptions();

    SurveyCommand(CliContext context) {
        super(context);
    }

    Survey survey() {
        return survey(false);
    }

    /** @param discover whether the services' own configuration is read on the hosts */
    Survey survey(boolean discover) {
        Scope chosen = scope.scope(inventory, discover);
        chosen.warnings().forEach(warning -> console().warn(warning.toString()));
        Sessions sessions = sessions();
        return new Survey(chosen, fleet(), member -> sessions.open(member.host(), member.variables(), member.become()));
    }

    static List<HostFailure> failures(Map<String, ? extends Outcome<?>> outcomes) {
        List<HostFailure> failures = new ArrayList<>();
        outcomes.values().forEach(outcome -> {
            if (outcome instanceof Outcome.Failed<?> failed) {
                failures.add(failed.failure());
            }
        });
        return failures;
    }

    void showFailures(List<HostFailure> failures) {
        failures.forEach(
                failure -> FailureText.lines(failure, console().style()).forEach(console()::result));
    }
}
