package org.aafleet.policy.syntax;

import java.util.Arrays;
import org.aafleet.policy.model.Span;
import org.aafleet.problem.Location;

/** Turns offsets of a text into places, given the place of its first character. */
final class LineMap {

    private final Location base;
    private final int[] lineStarts;

    LineMap(String text, Location base) {
        this.base = base;
        this.lineStarts = java.util.stream.IntStream.concat(
                        java.util.stream.IntStream.of(0),
                        java.util.stream.IntStream.range(0, text.length())
                                .filter(i -> text.charAt(i) == '\n')
                                .map(i -> i + 1))
                .toArray();
    }

    Location at(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        int line = found >= 0 ? found : -found - 2;
        int column = offset - lineStarts[line];
        return new Location(base.file(), base.line() + line, column + (line == 0 ? base.column() : 1));
    }

    Span span(int start, int end) {
        return new Span(at(start), start, end);
    }
}
