package org.aafleet.problem;

import java.util.List;
import java.util.stream.Collectors;

/** The person who wrote the input (a file, an option) must act. Holds every problem that was found. */
public final class InputException extends RuntimeException {

    private final transient List<Problem> problems;

    public InputException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public InputException(Problem problem) {
        this(List.of(problem));
    }

    public InputException(String message) {
        this(Problem.error(message));
    }

    public List<Problem> problems() {
        return problems;
    }
}
