package org.aafleet.policy;

import dk.brics.automaton.Automaton;
import dk.brics.automaton.BasicOperations;
import org.aafleet.policy.glob.Glob;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;

/** A pattern with AppArmor's globbing for the programs that a profile attaches to. */
public final class Attachment {

    /** An automaton changes while it is asked: it numbers its states. */
    private static final Object LOCK = new Object();

    private final Automaton automaton;

    private Attachment(Automaton automaton) {
        this.automaton = automaton;
    }

    /** @throws GlobException where the pattern is malformed or names an undefined variable */
    public static Attachment of(String pattern, Variables variables) throws GlobException {
        return new Attachment(Glob.parse(variables.expand(pattern)).toAutomaton());
    }

    public boolean matches(String path) {
        synchronized (LOCK) {
            automaton.determinize();
            return automaton.run(Glob.bytes(path));
        }
    }

    /** Whether some program would be matched by both patterns. */
    public boolean overlaps(Attachment other) {
        synchronized (LOCK) {
            return !BasicOperations.intersection(automaton, other.automaton).isEmpty();
        }
    }
}
