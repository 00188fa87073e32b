package org.aafleet.policy.glob;

import dk.brics.automaton.Automaton;
import dk.brics.automaton.BasicAutomata;
import dk.brics.automaton.BasicOperations;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;

/**
 * An AARE, taken apart. Names are bytes: an automaton reads one character from 1 to 255 for each byte, see
 * {@link #bytes}.
 */
public sealed interface Glob {

    /** {@code *} and {@code ?}: what the reference compiler turns {@code [^/\x00]} into. */
    int LAST_BYTE = 255;

    /** Each doubles the automaton; real policies have none or a few. */
    int MAX_WILDCARDS = 16;

    Automaton toAutomaton();

    /**
     * Whether it lists the names that it matches, without wildcards or classes. Such rules win over others for exec; as
     * parsers before 4.0 compile them.
     */
    boolean isExact();

    /** Whether something in it stands for more names than it lists. Parsers since 4.0 take all others for exact. */
    boolean hasWildcards();

    /** @throws GlobException when its automaton could become too large to be made */
    default void checkComplexity() throws GlobException {
        int wildcards = Complexity.wildcardsBehindStar(this);
        if (wildcards > MAX_WILDCARDS) {
            throw new GlobException("has " + wildcards + " '?', '[]' or '{}' behind a '*'; with more than "
                    + MAX_WILDCARDS + " it is not judged");
        }
    }

    static Glob parse(String aare) throws GlobException {
        return new GlobParser(bytes(PathNames.singleSlashes(aare))).parse();
    }

    /** Of a name that is no path: a profile's, a bus's, where two slashes are not one. */
    static Glob parseName(String aare) throws GlobException {
        return new GlobParser(bytes(aare)).parse();
    }

    /** A name as the kernel sees it, each UTF-8 byte as one character. */
    static String bytes(String name) {
        return name.chars().allMatch(c -> c < 128)
                ? name
                : new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    record Literal(String text) implements Glob {
        @Override
        public Automaton toAutomaton() {
            return BasicAutomata.makeString(text);
        }

        @Override
        public boolean isExact() {
            return true;
        }

        @Override
        public boolean hasWildcards() {
            return false;
        }
    }

    /**
     * {@code *} and {@code **}.
     *
     * @param crossesSlash {@code **}
     * @param nonEmpty a whole path component: it matches at least one character, and the first is no slash
     */
    record Star(boolean crossesSlash, boolean nonEmpty) implements Glob {
        @Override
        public Automaton toAutomaton() {
            Automaton any = (crossesSlash ? anyByte() : noSlash()).repeat();
            return nonEmpty ? noSlash().concatenate(any) : any;
        }

        @Override
        public boolean isExact() {
            return false;
        }

        @Override
        public boolean hasWildcards() {
            return true;
        }
    }

    /**
     * {@code ?} and {@code [a-z]}.
     *
     * @param listed not by what they are not
     */
    record OneOf(BitSet bytes, boolean listed) implements Glob {
        @Override
        public Automaton toAutomaton() {
            Automaton union = BasicAutomata.makeEmpty();
            for (int from = bytes.nextSetBit(0); from >= 0; ) {
                int to = bytes.nextClearBit(from);
                union = union.union(BasicAutomata.makeCharRange((char) from, (char) (to - 1)));
                from = bytes.nextSetBit(to);
            }
            return union;
        }

        @Override
        public boolean isExact() {
            return false;
        }

        @Override
        public boolean hasWildcards() {
            return !listed;
        }
    }

    record Sequence(List<Glob> parts) implements Glob {
        @Override
        public Automaton toAutomaton() {
            return BasicOperations.concatenate(
                    parts.stream().map(Glob::toAutomaton).toList());
        }

        @Override
        public boolean isExact() {
            return parts.stream().allMatch(Glob::isExact);
        }

        @Override
        public boolean hasWildcards() {
            return parts.stream().anyMatch(Glob::hasWildcards);
        }
    }

    /** {@code {a,b}}. */
    record Alternation(List<Glob> choices) implements Glob {
        @Override
        public Automaton toAutomaton() {
            return BasicOperations.union(choices.stream().map(Glob::toAutomaton).toList());
        }

        @Override
        public boolean isExact() {
            return choices.stream().allMatch(Glob::isExact);
        }

        @Override
        public boolean hasWildcards() {
            return choices.stream().anyMatch(Glob::hasWildcards);
        }
    }

    private static Automaton noSlash() {
        return BasicAutomata.makeCharRange((char) 1, '.').union(BasicAutomata.makeCharRange('0', (char) LAST_BYTE));
    }

    private static Automaton anyByte() {
        return BasicAutomata.makeCharRange((char) 1, (char) LAST_BYTE);
    }
}
