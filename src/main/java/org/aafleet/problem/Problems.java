package org.aafleet.problem;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** Collects problems, so that a person sees all of them at once and not the first; each once. */
public final class Problems {

    private final Set<Problem> found = new LinkedHashSet<>();

    public void add(Problem problem) {
        found.add(problem);
    }

    public void addAll(List<Problem> problems) {
        found.addAll(problems);
    }

    /** @return what is read, or empty when that fails, after its problems were added */
    public <T> Optional<T> collect(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (InputException e) {
            addAll(e.problems());
            return Optional.empty();
        }
    }

    public boolean hasErrors() {
        return found.stream().anyMatch(Problem::isError);
    }

    /** File by file, each from its top. */
    public List<Problem> all() {
        List<String> files = found.stream().map(Problems::file).distinct().toList();
        return found.stream()
                .sorted(Comparator.comparingInt((Problem problem) -> files.indexOf(file(problem)))
                        .thenComparingInt(problem -> number(problem, Location::line))
                        .thenComparingInt(problem -> number(problem, Location::column)))
                .toList();
    }

    private static String file(Problem problem) {
        return problem.where().map(Location::file).orElse("");
    }

    private static int number(Problem problem, ToIntFunction<Location> of) {
        return problem.where().map(of::applyAsInt).orElse(0);
    }

    public List<Problem> warnings() {
        return found.stream().filter(problem -> !problem.isError()).toList();
    }

    /** @throws InputException with everything that was found, when any of it is an error */
    public void throwIfErrors() {
        if (hasErrors()) {
            throw new InputException(all());
        }
    }
}
