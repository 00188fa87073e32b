package org.aafleet.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.aafleet.audit.LogEvent;
import org.aafleet.report.EventsReport;
import org.aafleet.report.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "events",
        description = "Print what logs tell of AppArmor, whichever program wrote them: auditd, the kernel, syslog, the "
                + "journal.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  aa-fleet events /var/log/audit/audit.log /var/log/audit/audit.log.1",
            "  aa-fleet events --format json /var/log/kern.log.2.gz",
            "  journalctl -k -o json | aa-fleet events -"
        })
final class EventsCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "A log, also *.gz; - is standard input.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); json is an object on each line, its "
                    + "fields are libapparmor's.")
    private OutputFormat format = OutputFormat.text;

    @Option(names = "--all", description = "Also each line that is no record of AppArmor, as AA_RECORD_INVALID.")
    private boolean all;

    private final CliContext context;

    EventsCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        LogFiles logs = new LogFiles(context);
        files.forEach(file -> logs.read(file, this::print));
        return ExitCode.OK.code();
    }

    /** A line that claims to be of AppArmor and cannot be read is not passed over. */
    private void print(String line) {
        LogEvent event = LogEvent.of(line);
        if (event.isValid() || all || LogEvent.concerns(line)) {
            context.console()
                    .result(
                            format == OutputFormat.json
                                    ? Json.line(EventsReport.values(event))
                                    : EventsReport.line(event, line));
        }
    }
}
