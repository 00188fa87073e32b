package org.aafleet.policy.access;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The shortest way to each place of an automaton, byte by byte.
 *
 * @param <P> a place
 */
final class Trails<P> {

    private record Step<P>(P from, char by) {}

    private final P start;
    private final Map<P, Step<P>> reached = new HashMap<>();
    private final Deque<P> open = new ArrayDeque<>();

    Trails(P start) {
        this.start = start;
        reached.put(start, new Step<>(start, Access.SEPARATOR));
        open.add(start);
    }

    boolean hasNext() {
        return !open.isEmpty();
    }

    /** The nearest place that was not looked at. */
    P next() {
        return open.remove();
    }

    void reach(P place, P from, char by) {
        if (reached.putIfAbsent(place, new Step<>(from, by)) == null) {
            open.add(place);
        }
    }

    int size() {
        return reached.size();
    }

    /** What leads to the place. */
    String text(P place) {
        StringBuilder bytes = new StringBuilder();
        P at = place;
        while (!at.equals(start)) {
            Step<P> step = Objects.requireNonNull(reached.get(at), "a place that was never reached");
            bytes.append(step.by());
            at = step.from();
        }
        return new String(bytes.reverse().toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
