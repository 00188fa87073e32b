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
                "Say what the difference between two policy files means: what a confined process may do after it that "
                        + "it might not before, and the other way round, each with an example and the rule that decides.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  aa-fleet diff usr.sbin.lighttpd.old /etc/apparmor.d/usr.sbin.lighttpd"})
final class DiffCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "BEFORE", description = "The policy file as it was.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "AFTER", description = "The policy file as it is to be.")
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
        List<EffectiveProfile> old = EffectiveProfile.read(before, policy.searchPath(), problems);
        List<EffectiveProfile> now = EffectiveProfile.read(after, policy.searchPath(), problems);
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
