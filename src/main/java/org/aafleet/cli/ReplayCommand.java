package org.aafleet.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.aafleet.audit.Replay;
import org.aafleet.policy.access.AccessRules;
import org.aafleet.problem.Problems;
import org.aafleet.report.ReplayReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        description =
                "Say which past events profiles would allow and deny. Ends with 2 when they would " + "deny some.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  aa-fleet replay /var/log/audit/audit.log /etc/apparmor.d/aa-fleet.lighttpd",
            "  ssh web1 sudo journalctl -k | aa-fleet replay - new.aa"
        })
final class ReplayCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "EVENTS",
            description =
                    "A log with AppArmor's records, of auditd, the kernel, syslog or the journal, also *.gz; - is "
                            + "standard input.")
    private String events = LogFiles.STDIN;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "POLICY", description = PolicyOptions.POLICY)
    private List<Path> files = new ArrayList<>();

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    @Mixin
    private PolicyOptions policy = new PolicyOptions();

    private final CliContext context;

    ReplayCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Replay replay = new Replay(profiles());
        new LogFiles(context).read(events, replay::read);
        ReplayReport report = new ReplayReport(replay.result());
        answer.print(context.console(), report::values, report::lines);
        return (replay.result().denied() == 0 ? ExitCode.OK : ExitCode.CHANGES).code();
    }

    private Map<String, AccessRules> profiles() {
        Problems problems = new Problems();
        Map<String, AccessRules> rules = new LinkedHashMap<>();
        for (Path file : files) {
            policy.profiles(file, problems)
                    .forEach(profile -> rules.put(profile.name(), AccessRules.of(profile, problems)));
        }
        problems.throwIfErrors();
        return rules;
    }
}
