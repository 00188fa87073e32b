package org.aafleet.inventory;

import java.util.ArrayList;
import java.util.List;

/**
 * The names that {@code web[01:40:2].[a:f]} stands for. Begin, end (which belongs to the range) and step; a begin with a
 * leading zero pads all numbers to its width.
 */
final class HostRange {

    /** More than any fleet; {@code [1:999999999]} is a slip, and would fill the memory. */
    static final int MAX_NAMES = 1_000_000;

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private HostRange() {}

    /** @throws IllegalArgumentException with what is wrong with the range */
    static List<String> expand(String text) {
        List<String> names = List.of(text);
        while (names.stream().anyMatch(name -> name.indexOf('[') >= 0)) {
            List<String> expanded = new ArrayList<>();
            for (String name : names) {
                expandFirst(name, expanded);
            }
            names = expanded;
        }
        return names;
    }

    private static void expandFirst(String name, List<String> into) {
        int open = name.indexOf('[');
        int close = name.indexOf(']');
        if (open < 0 || close < open || name.indexOf('|') >= 0) {
            throw new IllegalArgumentException("a range needs '[begin:end]'");
        }
        String head = name.substring(0, open);
        String tail = name.substring(close + 1);
        for (String value : values(name.substring(open + 1, close))) {
            into.add(head + value + tail);
            if (into.size() > MAX_NAMES) {
                throw new IllegalArgumentException("a range of more than " + MAX_NAMES + " hosts");
            }
        }
    }

    private static List<String> values(String range) {
        String[] bounds = range.split(":", -1);
        if (bounds.length != 2 && bounds.length != 3) {
            throw new IllegalArgumentException("a range is [begin:end] or [begin:end:step], found [" + range + "]");
        }
        String begin = bounds[0].isEmpty() ? "0" : bounds[0];
        String end = bounds[1];
        if (end.isEmpty()) {
            throw new IllegalArgumentException("range [" + range + "] has no end");
        }
        int width = begin.length() > 1 && begin.startsWith("0") ? begin.length() : 0;
        if (width > 0 && end.length() != width) {
            throw new IllegalArgumentException("begin and end of range [" + range + "] have to be equally long");
        }
        int step = bounds.length == 2 ? 1 : number(bounds[2], range);
        if (step < 1) {
            throw new IllegalArgumentException("the step of range [" + range + "] has to be at least 1");
        }
        int first = LETTERS.indexOf(begin);
        int last = LETTERS.indexOf(end);
        return first >= 0 && last >= 0
                ? letters(first, last, step, range)
                : numbers(number(begin, range), number(end, range), step, width);
    }

    private static List<String> letters(int first, int last, int step, String range) {
        if (first > last) {
            throw new IllegalArgumentException("range [" + range + "] ends before it begins");
        }
        List<String> values = new ArrayList<>();
        for (int i = first; i <= last; i += step) {
            values.add(String.valueOf(LETTERS.charAt(i)));
        }
        return values;
    }

    private static List<String> numbers(int first, int last, int step, int width) {
        List<String> values = new ArrayList<>();
        for (long i = first; i <= last && values.size() <= MAX_NAMES; i += step) {
            String digits = String.valueOf(i);
            values.add("0".repeat(Math.max(0, width - digits.length())) + digits);
        }
        return values;
    }

    private static int number(String text, String range) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("'" + text + "' in range [" + range + "] is not a number");
        }
        return Integer.parseInt(text);
    }
}
