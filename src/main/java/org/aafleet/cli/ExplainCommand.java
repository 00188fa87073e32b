package org.aafleet.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aafleet.policy.EffectiveProfile;
import org.aafleet.policy.access.Access;
import org.aafleet.policy.access.AccessRules;
import org.aafleet.policy.access.AccessText;
import org.aafleet.policy.access.Explanation;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.problem.Suggestion;
import org.aafleet.report.ExplainReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description =
                "Say whether a profile allows something, by which rule and through which includes; of what no rule "
                        + "allows, which rules nearly do. Ends with 0 when all of it is allowed, else with 2.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  aa-fleet explain /etc/apparmor.d/aa-fleet.lighttpd w /srv/shop/uploads/a",
            "  aa-fleet explain /etc/apparmor.d/usr.sbin.mysqld 'l /var/lib/mysql/new -> /var/lib/mysql/old'",
            "  aa-fleet explain lighttpd x /bin/sh",
            "  aa-fleet explain profile.aa capability net_admin",
            "  aa-fleet explain profile.aa --profile web//php signal send set=term peer=unconfined"
        })
final class ExplainCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "POLICY", description = PolicyOptions.POLICY)
    private Path file = Path.of("");

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "ACCESS",
            description =
                    "Of files the permissions (r, w, a, k, m, x, or read, write …) and the path; 'l NEW -> EXISTING' "
                            + "of a link; of everything else a rule with plain values.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "The profile, child or hat in the file, as the kernel lists it (default: the first).")
    private Optional<String> profile = Optional.empty();

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    @Mixin
    private PolicyOptions policy = new PolicyOptions();

    private final CliContext context;

    ExplainCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<Access> accesses = AccessText.parse(
                words.size() == 1 ? Arrays.asList(words.get(0).trim().split("\\s+")) : words);
        Problems problems = new Problems();
        List<EffectiveProfile> profiles = policy.profiles(file, problems);
        problems.throwIfErrors();
        EffectiveProfile chosen = chosen(profiles);
        AccessRules rules = AccessRules.of(chosen, problems);
        problems.throwIfErrors();
        List<Explanation> explanations = accesses.stream().map(rules::explain).toList();
        ExplainReport report = new ExplainReport(chosen.name(), explanations);
        answer.print(context.console(), report::values, report::lines);
        boolean allowed = explanations.stream()
                .allMatch(explanation -> explanation.decision().allowed());
        return (allowed ? ExitCode.OK : ExitCode.CHANGES).code();
    }

    private EffectiveProfile chosen(List<EffectiveProfile> profiles) {
        List<String> names = profiles.stream().map(EffectiveProfile::name).toList();
        if (profiles.isEmpty()) {
            throw new InputException(Problem.error(file + " has no profile"));
        }
        if (profile.isEmpty()) {
            return profiles.get(0);
        }
        int at = names.indexOf(profile.get());
        if (at < 0) {
            throw new InputException(Problem.error(file + " has no profile '" + profile.get() + "'")
                    .withHint(
                            Suggestion.didYouMean(profile.get(), names).orElse("it has " + String.join(", ", names))));
        }
        return profiles.get(at);
    }
}
