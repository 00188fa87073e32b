package org.aafleet.policy.access;

import dk.brics.automaton.RunAutomaton;
import java.util.BitSet;
import java.util.Collection;

/** Bytes that some patterns do not tell apart: each has the number of its class. */
final class ByteClasses {

    private static final int BYTES = 256;

    private final BitSet starts;
    private final int[] numbers = new int[BYTES];

    private ByteClasses(BitSet starts) {
        this.starts = starts;
        int number = -1;
        for (int b = 0; b < BYTES; b++) {
            number += starts.get(b) ? 1 : 0;
            numbers[b] = number;
        }
    }

    static ByteClasses of(Collection<RunAutomaton> patterns) {
        BitSet starts = new BitSet(BYTES);
        starts.set(0);
        for (RunAutomaton pattern : patterns) {
            for (char start : pattern.getCharIntervals()) {
                if (start < BYTES) {
                    starts.set(start);
                }
            }
        }
        return new ByteClasses(starts);
    }

    /** What neither tells apart. */
    ByteClasses with(ByteClasses other) {
        BitSet both = (BitSet) starts.clone();
        both.or(other.starts);
        return new ByteClasses(both);
    }

    int count() {
        return numbers[BYTES - 1] + 1;
    }

    int of(char b) {
        return numbers[b];
    }

    /** One of each class, those that a reader likes to see in an example first. */
    char[] representatives() {
        char[] chosen = new char[count()];
        boolean[] done = new boolean[count()];
        int next = 0;
        for (char b : PREFERRED) {
            if (!done[of(b)]) {
                done[of(b)] = true;
                chosen[next++] = b;
            }
        }
        return chosen;
    }

    /** Letters, digits, what else names are made of, the rest. */
    private static final char[] PREFERRED = preferred();

    private static char[] preferred() {
        StringBuilder order = new StringBuilder("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ/._-");
        for (char b = '!'; b < BYTES; b++) {
            order.append(b);
        }
        for (char b = 0; b < '!'; b++) {
            order.append(b);
        }
        return order.toString().toCharArray();
    }
}
