package org.aafleet.policy.glob;

import org.aafleet.policy.glob.Glob.Alternation;
import org.aafleet.policy.glob.Glob.OneOf;
import org.aafleet.policy.glob.Glob.Sequence;
import org.aafleet.policy.glob.Glob.Star;

/** How large the automaton of a glob can become: each choice behind a star can double it. */
final class Complexity {

    private Complexity() {}

    /** Wildcards for one character and alternations that follow a star, the most that one way through the glob has. */
    static int wildcardsBehindStar(Glob glob) {
        if (glob instanceof Alternation alternation) {
            return alternation.choices().stream()
                    .mapToInt(Complexity::wildcardsBehindStar)
                    .max()
                    .orElse(0);
        }
        if (!(glob instanceof Sequence sequence)) {
            return 0;
        }
        int count = 0;
        boolean behind = false;
        for (Glob part : sequence.parts()) {
            count += behind ? wildcards(part) : wildcardsBehindStar(part);
            behind |= hasStar(part);
        }
        return count;
    }

    private static int wildcards(Glob glob) {
        if (glob instanceof Alternation alternation) {
            return alternation.choices().stream()
                    .mapToInt(Complexity::wildcards)
                    .reduce(1, Math::max);
        }
        if (glob instanceof Sequence sequence) {
            return sequence.parts().stream().mapToInt(Complexity::wildcards).sum();
        }
        return glob instanceof OneOf ? 1 : 0;
    }

    private static boolean hasStar(Glob glob) {
        if (glob instanceof Alternation alternation) {
            return alternation.choices().stream().anyMatch(Complexity::hasStar);
        }
        return glob instanceof Sequence sequence
                ? sequence.parts().stream().anyMatch(Complexity::hasStar)
                : glob instanceof Star;
    }
}
