package org.aafleet.policy.access;

import dk.brics.automaton.RunAutomaton;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The automata of patterns, each made once for all profiles that are looked at together: most of their rules are the same. Those
 * that were not wanted for long are forgotten.
 */
public final class Automata {

    /** Debian's largest policies have some thousands; an automaton takes some kilobytes. */
    private static final int MOST = 10_000;

    private final Map<String, RunAutomaton> made = Collections.synchronizedMap(new Latest());

    RunAutomaton of(Clause clause) {
        return made.computeIfAbsent(clause.pattern(), absent -> new RunAutomaton(clause.automaton(), false));
    }

    private static final class Latest extends LinkedHashMap<String, RunAutomaton> {

        private static final long serialVersionUID = 1;

        Latest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RunAutomaton> eldest) {
            return size() > MOST;
        }
    }
}
