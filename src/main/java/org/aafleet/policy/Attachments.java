package org.aafleet.policy;

import dk.brics.automaton.BasicOperations;
import org.aafleet.policy.glob.Glob;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;

/** Which programs a profile attaches to. */
public final class Attachments {

    private Attachments() {}

    /**
     * Whether a pattern with AppArmor's globbing matches a path.
     *
     * @throws GlobException where the pattern is malformed or names an undefined variable
     */
    public static boolean matches(String pattern, Variables variables, String path) throws GlobException {
        return Glob.parse(variables.expand(pattern)).toAutomaton().run(Glob.bytes(path));
    }

    /** Whether some program would be matched by both patterns. */
    public static boolean overlap(String one, String other, Variables variables) throws GlobException {
        return !BasicOperations.intersection(
                        Glob.parse(variables.expand(one)).toAutomaton(),
                        Glob.parse(variables.expand(other)).toAutomaton())
                .isEmpty();
    }
}
