package org.aafleet.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.aafleet.policy.Linter;
import org.aafleet.policy.Linter.Verdict;
import org.aafleet.policy.ParserVersion;
import org.aafleet.policy.SearchPath;
import org.aafleet.report.Json;
import org.aafleet.report.LintReport;
import picocli.CommandLine.Command;
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
            "  aa-fleet lint --format json --base /srv/policy - < usr.sbin.lighttpd"
        })
final class LintCommand implements Callable<Integer> {

    private static final String STDIN = "-";

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Profiles; of a directory what the parser reads there; - is standard input.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = {"-I", "--Include"},
            paramLabel = "DIR",
            description = "Look here for <…> in include and abi, before --base. May be given several times.")
    private List<Path> include = new ArrayList<>();

    @Option(
            names = {"-b", "--base"},
            paramLabel = "DIR",
            defaultValue = "/etc/apparmor.d",
            description = "Look here for <…> last (default: ${DEFAULT-VALUE}).")
    private Path base = Path.of("/etc/apparmor.d");

    @Option(
            names = "--parser",
            paramLabel = "VERSION",
            converter = ParserVersionConverter.class,
            description =
                    "2.13, 3.0, 4.0, 4.1 or 5.0: what this version does not know is an error (default: the newest).")
    private Optional<ParserVersion> parser = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private OutputFormat format = OutputFormat.text;

    private final CliContext context;

    LintCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<Path> directories =
                Stream.concat(include.stream(), Stream.of(base)).toList();
        Linter linter = new Linter(new SearchPath(directories, Path.of("")), parser);
        List<Verdict> verdicts =
                files.stream().flatMap(file -> lint(linter, file).stream()).toList();
        LintReport report = new LintReport(verdicts, parser);
        if (format == OutputFormat.json) {
            context.console().result(Json.of(report.values()));
        } else {
            report.lines(context.console().style()).forEach(context.console()::result);
        }
        return (report.isClean() ? ExitCode.OK : ExitCode.INPUT).code();
    }

    private List<Verdict> lint(Linter linter, String file) {
        return file.equals(STDIN) ? List.of(linter.lint(STDIN, context.in())) : linter.lint(Path.of(file));
    }
}
