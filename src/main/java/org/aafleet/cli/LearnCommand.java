package org.aafleet.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aafleet.learn.Evidence;
import org.aafleet.learn.EvidenceFile;
import org.aafleet.learn.Findings;
import org.aafleet.report.Json;
import org.aafleet.report.LearnReport;
import org.aafleet.rollout.ProjectFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "learn",
        description = "Collect what profiles did not allow, and list what there is to decide; 'review' decides it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  aa-fleet learn --log web1=/var/log/audit/audit.log --log web2=web2.log.gz",
            "  ssh web1 sudo journalctl -k -o json | aa-fleet learn --log web1=-"
        })
final class LearnCommand extends SurveyCommand implements Callable<Integer> {

    private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9._:-]+)=(.+)");

    @Option(
            names = "--log",
            paramLabel = "[HOST=]FILE",
            description =
                    "Read this log instead of going to hosts; also *.gz, - is standard input. What its lines call "
                            + "their host wins over HOST. May be repeated.")
    private List<String> logs = new ArrayList<>();

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
        Findings before = fresh ? Findings.NOTHING : file.read().orElse(Findings.NOTHING);
        Findings findings = before.with(fromLogs());
        file.write(findings);
        LearnReport report = new LearnReport(
                findings, evidence.open(files, findings, context).review());
        if (format == OutputFormat.json) {
            console().result(Json.of(report.values()));
        } else {
            report.lines(console().style()).forEach(console()::result);
        }
        return ExitCode.OK.code();
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
