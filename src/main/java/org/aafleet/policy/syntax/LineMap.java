package org.aafleet.policy.syntax;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.aafleet.policy.model.Span;
import org.aafleet.problem.Location;

/** Turns offsets of a text into places, given the place of its first character. */
final class LineMap {

    private final Location base;
    private final int[] lineStarts;

    LineMap(String text, Location base) {
        this.base = base;
        IntStream.Builder starts = IntStream.builder().add(0);
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
            starts.add(end + 1);
        }
        this.lineStarts = starts.build().toArray();
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
