package org.aafleet.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aafleet.policy.Linter;
import org.aafleet.policy.Linter.Advisor;
import org.aafleet.policy.Linter.Verdict;
import org.aafleet.policy.ParserVersion;
import org.aafleet.policy.lint.Advice;
import org.aafleet.problem.InputException;
import org.aafleet.report.LintReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "lint",
        description = "Check AppArmor policy without apparmor_parser: does it parse, and if not, where and why? "
                + "With --parser, as that version would take it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  aa-fleet lint /etc/apparmor.d",
            "  aa-fleet lint --parser 3.0 -I profiles usr.sbin.lighttpd",
            "  aa-fleet lint --strength /etc/apparmor.d/usr.sbin.mysqld mysql",
            "  aa-fleet lint --format json --base /srv/policy - < usr.sbin.lighttpd"
        })
final class LintCommand implements Callable<Integer> {

    private static final String STDIN = "-";

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description =
                    "Policy files; of a directory what the parser reads there; - is standard input. With --strength "
                            + "also services of the catalogue.")
    private List<String> files = new ArrayList<>();

    @Mixin
    private PolicyOptions policy = new PolicyOptions();

    @Option(names = "--errors-only", description = "Say only what a parser refuses.")
    private boolean errorsOnly;

    @Option(names = "--catalog", description = "With --strength: the catalogue's profiles too, as they are untuned.")
    private boolean withCatalog;

    @Option(
            names = "--strength",
            description = "Instead grade each profile by what it lets a captured process do beyond its own work.")
    private boolean strength;

    @Option(
            names = "--parser",
            paramLabel = "VERSION",
            converter = ParserVersionConverter.class,
            description =
                    "2.13, 3.0, 4.0, 4.1 or 5.0: what this version does not know is an error (default: the newest).")
    private Optional<ParserVersion> parser = Optional.empty();

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    private final CliContext context;

    LintCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (files.isEmpty() && !withCatalog) {
            throw new InputException("lint: name a file, or - for standard input");
        }
        if (strength) {
            return new Grading(policy, answer, context)
                    .grade(files, withCatalog)
                    .code();
        }
        Linter linter = new Linter(policy.searchPath(), parser, errorsOnly ? Advisor.silent() : new Advice());
        List<Verdict> verdicts =
                files.stream().flatMap(file -> lint(linter, file).stream()).toList();
        LintReport report = new LintReport(verdicts, parser);
        answer.print(context.console(), report::values, report::lines);
        return (report.isClean() ? ExitCode.OK : ExitCode.INPUT).code();
    }

    private List<Verdict> lint(Linter linter, String file) {
        return file.equals(STDIN) ? List.of(linter.lint(STDIN, context.in())) : linter.lint(Path.of(file));
    }
}
