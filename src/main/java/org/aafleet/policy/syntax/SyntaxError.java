package org.aafleet.policy.syntax;

import org.aafleet.problem.Problem;

/** Ends the parsing of one statement; whoever reads statements reports it and goes on behind it. */
final class SyntaxError extends RuntimeException {

    private final transient Problem problem;
    private final int resumeAt;

    /** @param resumeAt where looking for the next statement starts; the token that was not expected may begin it */
    SyntaxError(Problem problem, int resumeAt) {
        super(problem.message(), null, false, false);
        this.problem = problem;
        this.resumeAt = resumeAt;
    }

    int resumeAt() {
        return resumeAt;
    }

    Problem problem() {
        return problem;
    }
}
