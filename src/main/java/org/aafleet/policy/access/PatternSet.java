package org.aafleet.policy.access;

import dk.brics.automaton.RunAutomaton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aafleet.policy.glob.Glob;

/**
 * Many patterns matched at once: a deterministic automaton whose states are made when they are first reached, as most never
 * are. Not for use by several threads.
 */
final class PatternSet {

    static final int START = 0;

    private static final int UNKNOWN = -1;

    /** The states of some of the patterns: pattern, state, pattern, state … Those that match nothing more are left out. */
    private static final class State {

        private final int[] live;

        State(int[] live) {
            this.live = live;
        }

        int[] live() {
            return live;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof State state && Arrays.equals(live, state.live);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(live);
        }
    }

    private final List<RunAutomaton> patterns;
    private final ByteClasses classes;
    private final Map<State, Integer> numbers = new HashMap<>();
    private final List<State> states = new ArrayList<>();
    private final List<int[]> transitions = new ArrayList<>();
    private final List<BitSet> matches = new ArrayList<>();
    private final List<BitSet> alive = new ArrayList<>();

    PatternSet(List<RunAutomaton> patterns) {
        this.patterns = List.copyOf(patterns);
        classes = ByteClasses.of(patterns);
        int[] start = new int[2 * patterns.size()];
        for (int i = 0; i < patterns.size(); i++) {
            start[2 * i] = i;
            start[2 * i + 1] = patterns.get(i).getInitialState();
        }
        number(new State(start));
    }

    ByteClasses classes() {
        return classes;
    }

    /** @param bytes one character for each, see {@link Glob#bytes} */
    int run(String bytes) {
        int state = START;
        for (int i = 0; i < bytes.length(); i++) {
            state = step(state, bytes.charAt(i));
        }
        return state;
    }

    int step(int state, char b) {
        int[] known = transitions.get(state);
        int byteClass = classes.of(b);
        if (known[byteClass] == UNKNOWN) {
            known[byteClass] = number(next(states.get(state), b));
        }
        return known[byteClass];
    }

    private State next(State state, char b) {
        int[] live = new int[state.live().length];
        int length = 0;
        for (int i = 0; i < state.live().length; i += 2) {
            int pattern = state.live()[i];
            int next = patterns.get(pattern).step(state.live()[i + 1], b);
            if (next >= 0) {
                live[length++] = pattern;
                live[length++] = next;
            }
        }
        return new State(Arrays.copyOf(live, length));
    }

    private int number(State state) {
        Integer known = numbers.get(state);
        if (known != null) {
            return known;
        }
        int[] unknown = new int[classes.count()];
        Arrays.fill(unknown, UNKNOWN);
        transitions.add(unknown);
        states.add(state);
        matches.add(matching(state));
        alive.add(living(state));
        numbers.put(state, states.size() - 1);
        return states.size() - 1;
    }

    /** Which patterns match what led to this state. */
    BitSet matches(int state) {
        return matches.get(state);
    }

    /** Which patterns can still match something that starts so. */
    BitSet alive(int state) {
        return alive.get(state);
    }

    private BitSet matching(State state) {
        BitSet matching = new BitSet();
        for (int i = 0; i < state.live().length; i += 2) {
            if (patterns.get(state.live()[i]).isAccept(state.live()[i + 1])) {
                matching.set(state.live()[i]);
            }
        }
        return matching;
    }

    private static BitSet living(State state) {
        BitSet living = new BitSet();
        for (int i = 0; i < state.live().length; i += 2) {
            living.set(state.live()[i]);
        }
        return living;
    }
}
