package org.aafleet.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aafleet.fleet.HostFailure;
import org.aafleet.fleet.Outcome;
import org.aafleet.learn.Collected;
import org.aafleet.learn.Evidence;
import org.aafleet.learn.EvidenceFile;
import org.aafleet.learn.Findings;
import org.aafleet.learn.HostEvidence;
import org.aafleet.problem.InputException;
import org.aafleet.report.Json;
import org.aafleet.report.LearnReport;
import org.aafleet.rollout.Examination;
import org.aafleet.rollout.ProjectFiles;
import org.aafleet.rollout.Survey;
import org.aafleet.transport.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "learn",
        description = "Collect what profiles did not allow, and list what there is to decide; 'review' decides it.",
        subcommands = {LearnStart.class, LearnStop.class},
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  aa-fleet learn -i inventories/prod playbooks/hardening.yml",
            "  aa-fleet learn -i inventories/prod playbooks/hardening.yml --exercise ./smoke-test",
            "  aa-fleet learn --limit web1 --exercise-there 'curl -sS http://localhost/'",
            "  aa-fleet learn --since 7d --limit web1 --service lighttpd",
            "  aa-fleet learn --log web1=/var/log/audit/audit.log --log web2=web2.log.gz",
            "  ssh web1 sudo journalctl -k -o json | aa-fleet learn --log web1=-"
        })
final class LearnCommand extends SurveyCommand implements Callable<Integer> {

    /** On a host that was not asked before. */
    private static final Duration USUAL = Duration.ofDays(1);

    private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9._:-]+)=(.+)");

    @Option(
            names = "--log",
            paramLabel = "[HOST=]FILE",
            description =
                    "Read this log instead of going to hosts; also *.gz, - is standard input. What its lines call "
                            + "their host wins over HOST. May be repeated.")
    private List<String> logs = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "So far back, such as 2h or 7d (default: since the last time, on a new host 24h).")
    private Optional<Duration> since = Optional.empty();

    @Option(
            names = "--exercise",
            paramLabel = "COMMAND",
            description = "Run this here first, in a shell, and collect what came of it, too.")
    private Optional<String> exercise = Optional.empty();

    @Option(
            names = "--exercise-there",
            paramLabel = "COMMAND",
            description = "Run this on each host first, in a shell, as root where the play becomes root.")
    private Optional<String> exerciseThere = Optional.empty();

    @Option(names = "--fresh", description = "Forget what was collected before.")
    private boolean fresh;

    @Mixin
    private EvidenceOptions evidence = new EvidenceOptions();

    LearnCommand(CliContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        ProjectFiles files = scope.files(inventory);
        EvidenceFile file = evidence.file(files);
        if (exerciseThere.isPresent() && !logs.isEmpty()) {
            throw new InputException("--exercise-there needs hosts, and --log goes to none");
        }
        exercise.ifPresent(this::run);
        Findings before = fresh ? Findings.NOTHING : file.read().orElse(Findings.NOTHING);
        List<HostFailure> failures = new ArrayList<>();
        Findings findings = before.with(logs.isEmpty() ? fromHosts(before.collected(), failures) : fromLogs());
        file.write(findings);
        LearnReport report = new LearnReport(
                findings, evidence.open(files, findings, context).review());
        if (format == OutputFormat.json) {
            console().result(Json.of(report.values()));
        } else {
            report.lines(console().style()).forEach(console()::result);
        }
        showFailures(failures);
        return exitCode(failures, false).code();
    }

    /** What an exercise wanted counts whether it came to its end or not; often it could not because of it. */
    private void run(String command) {
        try {
            int status =
                    new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor();
            if (status != 0) {
                console().warn("the exercise ended with exit code " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InputException("the exercise was interrupted; nothing was collected");
        }
    }

    private void warn(String host, Outcome<Output> exercised) {
        if (exercised instanceof Outcome.Done<Output> done && done.value().status() != 0) {
            String printed = (done.value().stdout() + done.value().stderr()).strip();
            console()
                    .warn(host + ": the exercise ended with exit code "
                            + done.value().status()
                            + (printed.isEmpty() ? "" : ": " + printed.substring(printed.lastIndexOf('\n') + 1)));
        } else if (exercised instanceof Outcome.Failed<Output> failed) {
            console().warn(host + ": the exercise: " + failed.failure().message());
        }
    }

    private Findings fromHosts(Collected before, List<HostFailure> failures) {
        try (Survey survey = survey(true)) {
            exerciseThere.ifPresent(
                    command -> survey.exercise(command).forEach((host, outcome) -> warn(host, outcome)));
            Map<String, Outcome<Examination>> hosts = HostEvidence.ask(survey, before, USUAL, since);
            HostEvidence collected = new HostEvidence();
            hosts.forEach((host, outcome) -> {
                if (outcome instanceof Outcome.Done<Examination> done) {
                    collected.add(host, done.value().observed(), survey.services(host));
                }
            });
            failures.addAll(failures(hosts));
            return collected.findings();
        }
    }

    private Findings fromLogs() {
        Evidence read = new Evidence();
        LogFiles files = new LogFiles(context);
        for (String log : logs) {
            Matcher named = NAMED.matcher(log);
            String host = named.matches() ? named.group(1) : "localhost";
            String name = named.matches() ? named.group(2) : log;
            if (named.matches()) {
                read.host(host);
            }
            files.read(name, line -> read.read(host, line));
        }
        return read.findings();
    }
}
