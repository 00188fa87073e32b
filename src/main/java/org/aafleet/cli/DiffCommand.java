package org.aafleet.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.aafleet.policy.EffectiveProfile;
import org.aafleet.policy.access.PolicyDiff;
import org.aafleet.policy.access.ProfileChange;
import org.aafleet.problem.Problems;
import org.aafleet.report.PolicyDiffReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        description =
                "Say what the difference between two policies means: what a confined process may do after it that "
                        + "it might not before, and the other way round, each with an example and the rule that decides.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  aa-fleet diff usr.sbin.lighttpd.old /etc/apparmor.d/usr.sbin.lighttpd",
            "  aa-fleet diff /usr/share/apparmor/extra-profiles/usr.sbin.lighttpd lighttpd"
        })
final class DiffCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "BEFORE", description = "Policy as it was. " + PolicyOptions.POLICY)
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "AFTER", description = "Policy as it is to be.")
    private Path after = Path.of("");

    @Option(names = "--detailed-exitcode", description = "End with 2 when the meaning changes.")
    private boolean detailed;

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    @Mixin
    private PolicyOptions policy = new PolicyOptions();

    private final CliContext context;

    DiffCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Problems problems = new Problems();
        List<EffectiveProfile> old = policy.profiles(before, problems);
        List<EffectiveProfile> now = policy.profiles(after, problems);
        problems.throwIfErrors();
        List<ProfileChange> changes = PolicyDiff.between(old, now, problems);
        problems.throwIfErrors();
        answer.print(
                context.console(),
                () -> PolicyDiffReport.values(changes),
                style -> PolicyDiffReport.lines(changes, style));
        return (detailed && !changes.isEmpty() ? ExitCode.CHANGES : ExitCode.OK).code();
    }
}
