package org.aafleet.cli;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aafleet.policy.EffectiveProfile;
import org.aafleet.policy.SearchPath;
import org.aafleet.policy.access.Automata;
import org.aafleet.policy.strength.Strength;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problems;
import org.aafleet.report.StrengthReport;

/** What {@code lint --strength} does. */
final class Grading {

    private final PolicyOptions policy;
    private final AnswerOptions answer;
    private final CliContext context;
    private final Automata automata = new Automata();
    private final List<Strength> grades = new ArrayList<>();

    Grading(PolicyOptions policy, AnswerOptions answer, CliContext context) {
        this.policy = policy;
        this.answer = answer;
        this.context = context;
    }

    /** What cannot be read is said, and the others are graded. */
    ExitCode grade(List<String> names, boolean withCatalog) {
        boolean clean = true;
        if (withCatalog) {
            Problems problems = new Problems();
            grade(policy.wholeCatalog(problems), problems);
            problems.throwIfErrors();
        }
        for (String name : names) {
            for (Path file : files(name)) {
                Problems problems = new Problems();
                grade(policy.profiles(file, problems), problems);
                problems.all().forEach(problem -> context.console().warn(problem.toString()));
                clean &= !problems.hasErrors();
            }
        }
        answer.print(
                context.console(), () -> StrengthReport.values(grades), style -> StrengthReport.lines(grades, style));
        return clean ? ExitCode.OK : ExitCode.INPUT;
    }

    private void grade(List<EffectiveProfile> profiles, Problems problems) {
        profiles.forEach(profile -> grades.add(Strength.of(profile, problems, automata)));
    }

    private static List<Path> files(String name) {
        Path path = Path.of(name);
        try {
            return Files.isDirectory(path) ? SearchPath.files(path) : List.of(path);
        } catch (UncheckedIOException e) {
            throw new InputException(name + ": cannot be read");
        }
    }
}
