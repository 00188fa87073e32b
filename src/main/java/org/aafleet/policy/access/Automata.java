package org.aafleet.policy.access;

import dk.brics.automaton.RunAutomaton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The automata of patterns, each made once for all profiles that are looked at together: most of their rules are the same. */
public final class Automata {

    private final Map<String, RunAutomaton> made = new ConcurrentHashMap<>();

    RunAutomaton of(Clause clause) {
        return made.computeIfAbsent(clause.pattern(), absent -> new RunAutomaton(clause.automaton(), false));
    }
}
