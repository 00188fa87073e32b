package org.aafleet.policy.syntax;

import org.aafleet.problem.Problem;

/** Ends the parsing of one statement; whoever reads statements reports it and goes on behind it. */
final class SyntaxError extends RuntimeException {

    private final transient Problem problem;

    SyntaxError(Problem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
