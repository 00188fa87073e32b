package org.aafleet.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.aafleet.catalog.Catalog;
import org.aafleet.catalog.Service;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.problem.Suggestion;
import org.aafleet.report.ServicesReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "services",
        description = "Show the catalogue: the services, what a playbook can tune of each, and its features.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  aa-fleet services", "  aa-fleet services lighttpd"})
final class ServicesCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "SERVICE", description = "With everything that is known of it.")
    private List<String> names = new ArrayList<>();

    @Mixin
    private CatalogOptions catalog = new CatalogOptions();

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    private final CliContext context;

    ServicesCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Problems problems = new Problems();
        Catalog loaded = Catalog.load(catalog.profilesHere(), problems);
        problems.throwIfErrors();
        List<Service> services = (names.isEmpty() ? loaded.names() : names)
                .stream().map(name -> service(loaded, name)).toList();
        answer.print(
                context.console(),
                () -> ServicesReport.values(services),
                style -> ServicesReport.lines(services, !names.isEmpty(), style));
        return ExitCode.OK.code();
    }

    private static Service service(Catalog catalog, String name) {
        return catalog.service(name)
                .orElseThrow(() -> new InputException(Problem.error("the catalogue has no service '" + name + "'")
                        .withHint(Suggestion.didYouMean(name, catalog.names())
                                .orElse("it has " + String.join(", ", catalog.names())))));
    }
}
