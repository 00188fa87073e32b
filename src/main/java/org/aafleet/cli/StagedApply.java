package org.aafleet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.console.Console;
import org.aafleet.plan.DesiredFleet.DesiredPlay;
import org.aafleet.plan.FleetPlan;
import org.aafleet.plan.FleetPlan.PlayPlan;
import org.aafleet.report.DiffForm;
import org.aafleet.report.Json;
import org.aafleet.report.PlanText;
import org.aafleet.report.ResultJson;
import org.aafleet.report.ResultText;
import org.aafleet.report.RolloutJson;
import org.aafleet.report.RolloutStory;
import org.aafleet.report.RolloutText;
import org.aafleet.rollout.Conductor;
import org.aafleet.rollout.Conductor.End;
import org.aafleet.rollout.Decision;
import org.aafleet.rollout.Decision.Enter;
import org.aafleet.rollout.Decision.Rest;
import org.aafleet.rollout.HostResult;
import org.aafleet.rollout.Situation;
import org.aafleet.rollout.StagedRollout;

/** {@code apply} of a play that has stages: what is due now, or with {@code --wait} what becomes due. */
final class StagedApply {

    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final FleetCommand command;
    private final DesiredPlay play;
    private final StagedRollout hosts;
    private final ChangeOptions change;
    private final Options options;
    private final RolloutText text;
    private final RolloutStory story;

    /** Another run took over while this one waited. */
    private boolean refused;

    /**
     * How it is shown, and for how long it goes on.
     *
     * @param waits until nothing becomes due any more
     * @param report to which the story of the run is appended
     */
    record Options(DiffForm diff, boolean waits, Optional<Path> report) {}

    StagedApply(FleetCommand command, DesiredPlay play, StagedRollout hosts, ChangeOptions change, Options options) {
        this.command = command;
        this.play = play;
        this.hosts = hosts;
        this.change = change;
        this.options = options;
        this.text = new RolloutText(command.console().style());
        this.story = new RolloutStory(play.play().title(), command.context.owner(), now());
    }

    /** What was decided in this run, for the journal. */
    List<Map<String, Object>> decisions() {
        return story.decisions();
    }

    /** @return whether anything is due */
    boolean look() {
        Situation now = hosts.look();
        Decision first = first(now);
        if (command.format == OutputFormat.json) {
            console().result(Json.of(RolloutJson.of(play.play().title(), now, first)));
        } else {
            show(first);
            next(first);
        }
        return !(first instanceof Rest);
    }

    private Decision first(Situation now) {
        say("ROLLOUT [" + play.play().title() + "]");
        text.lines(now).forEach(this::say);
        return hosts.next(now);
    }

    /** With JSON the one document is the result, and what goes on is told beside it. */
    private void say(String line) {
        if (command.format == OutputFormat.json) {
            console().info(line);
        } else {
            console().result(line);
        }
    }

    private void next(Decision decision) {
        if (decision instanceof Rest rest) {
            text.next(rest).forEach(this::say);
        }
    }

    ExitCode run() {
        if (change.check()) {
            look();
            return ExitCode.OK;
        }
        Situation before = hosts.look();
        Decision first = first(before);
        int due = play.hosts().size();
        if ((first instanceof Enter || first instanceof Decision.Pass)
                && !command.confirmed("Roll out in stages", due, change.yes())) {
            return ExitCode.DECLINED;
        }
        End end;
        boolean dueOnce = (options.waits() && first instanceof Decision.Wait) || hosts.hasFailingProbes();
        if (first instanceof Rest rest && !dueOnce) {
            end = new End(rest, before);
        } else if (leased()) {
            end = conduct();
        } else {
            return ExitCode.HOSTS;
        }
        say("");
        text.lines(end.last()).forEach(this::say);
        told();
        next(end.rest());
        options.report().ifPresent(file -> report(file, end));
        if (command.format == OutputFormat.json) {
            Map<String, Object> document = RolloutJson.of(play.play().title(), end.last(), end.rest());
            document.put("results", ResultJson.of(hosts.results()));
            console().result(Json.of(document));
        }
        return exitCode(end.rest());
    }

    private Instant now() {
        return command.context.clock().instant();
    }

    private void report(Path file, End end) {
        try {
            Files.writeString(
                    file,
                    story.end(now(), end.last(), end.rest(), hosts.results()),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            console().error("the report " + file + " cannot be written: " + e.getMessage());
        }
    }

    private boolean leased() {
        Map<String, String> others = hosts.lease();
        tellOf(others, console());
        return others.isEmpty();
    }

    static void tellOf(Map<String, String> others, Console console) {
        if (!others.isEmpty()) {
            console.error("another run is at it; this one ends here:");
            others.forEach((host, who) -> console.info("  " + host + ": " + who));
        }
    }

    /** Looks again first: until this run had the lease another may have gone on. */
    private End conduct() {
        try {
            Conductor conductor = new Conductor(hosts.course(), hosts, this::show);
            End end = conductor.run();
            hosts.countProbeFailures();
            while (options.waits()
                    && end.rest() instanceof Decision.Wait soaking
                    && console().pause(pause(soaking.left()))) {
                if (!leased()) {
                    refused = true;
                    return end;
                }
                end = conductor.run();
                hosts.countProbeFailures();
            }
            return end;
        } finally {
            hosts.release();
        }
    }

    /** What was done on hosts that did not come through. */
    private void told() {
        List<HostResult> bad =
                hosts.results().stream().filter(HostResult::isBad).toList();
        if (!bad.isEmpty()) {
            say("");
            new ResultText(console().style()).print(bad, this::say);
        }
    }

    private Console console() {
        return command.console();
    }

    private static Duration pause(Duration left) {
        if (left.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return left.compareTo(LONGEST) > 0 ? LONGEST : left;
    }

    private void show(Decision decision) {
        text.doing(decision).forEach(this::say);
        story.tell(now(), decision);
        if (decision instanceof Enter enter) {
            FleetPlan plan = new FleetPlan(List.of(new PlayPlan(
                    play.play().title(),
                    enter.hosts().stream()
                            .map(host -> hosts.plan(host, enter.stage()))
                            .toList(),
                    List.of())));
            new PlanText(console().style(), options.diff()).print(plan, this::say);
        }
    }

    private ExitCode exitCode(Rest rest) {
        if (refused
                || rest instanceof Decision.Held
                || rest instanceof Decision.Stopped
                || hosts.results().stream()
                        .anyMatch(result -> result.isBad() && result.status() != HostResult.Status.UNREACHABLE)) {
            return ExitCode.HOSTS;
        }
        return hosts.results().stream().anyMatch(HostResult::isBad) ? ExitCode.UNREACHABLE : ExitCode.OK;
    }
}
