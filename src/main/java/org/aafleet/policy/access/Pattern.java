package org.aafleet.policy.access;

import dk.brics.automaton.Automaton;
import dk.brics.automaton.BasicAutomata;
import dk.brics.automaton.BasicOperations;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.aafleet.policy.glob.Glob;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;

/**
 * What one value of an object must look like. Two with the same text match the same.
 *
 * @param exact whether it lists what it matches
 */
record Pattern(String text, boolean exact, Supplier<Automaton> automaton) {

    /** Whatever the value, an empty one too. */
    static final Pattern ANY = new Pattern("", false, Pattern::anything);

    static Pattern word(String word) {
        return words(List.of(word));
    }

    static Pattern words(Collection<String> words) {
        return new Pattern(
                "=" + String.join("|", new TreeSet<>(words)),
                true,
                () -> BasicOperations.union(words.stream()
                        .map(Glob::bytes)
                        .map(BasicAutomata::makeString)
                        .toList()));
    }

    static Pattern numbers(int from, int to) {
        return new Pattern("#" + from + "-" + to, false, () -> BasicAutomata.makeInterval(from, to, 0));
    }

    static Pattern glob(String aare, Variables variables) throws GlobException {
        String expanded = variables.expand(aare);
        Glob glob = Glob.parse(expanded);
        glob.checkComplexity();
        return new Pattern("/" + expanded, !glob.hasWildcards(), glob::toAutomaton);
    }

    /** Of a name that is no path. */
    static Pattern name(String aare, Variables variables) throws GlobException {
        String expanded = variables.expand(aare);
        Glob glob = Glob.parseName(expanded);
        glob.checkComplexity();
        return new Pattern("@" + expanded, !glob.hasWildcards(), glob::toAutomaton);
    }

    private static Automaton anything() {
        return BasicAutomata.makeCharRange((char) 1, (char) Glob.LAST_BYTE).repeat();
    }
}
