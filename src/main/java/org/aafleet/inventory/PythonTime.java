package org.aafleet.inventory;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** YAML's dates and times as Python's {@code isoformat()} writes them. */
final class PythonTime {

    private static final Pattern TIME =
            Pattern.compile("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt]|[ \\t]+)([0-9]{1,2})"
                    + ":([0-9]{2}):([0-9]{2})(?:\\.([0-9]*))?[ \\t]*(?:(Z)|([-+])([0-9]{1,2}):?([0-9]{2})?)?");

    private PythonTime() {}

    static String isoFormat(String yaml) {
        Matcher time = TIME.matcher(yaml);
        if (!time.matches()) {
            return yaml; // a date is written alike
        }
        String text = String.format(
                "%s-%s-%sT%s:%s:%s",
                time.group(1),
                two(time.group(2)),
                two(time.group(3)),
                two(time.group(4)),
                time.group(5),
                time.group(6));
        return text + fraction(time.group(7)) + zone(time);
    }

    /** Microseconds, six digits or none. */
    private static String fraction(@org.jspecify.annotations.Nullable String digits) {
        String six = digits == null ? "" : (digits + "000000").substring(0, 6);
        return six.isEmpty() || six.equals("000000") ? "" : "." + six;
    }

    private static String zone(Matcher time) {
        if (time.group(8) != null) {
            return "+00:00";
        }
        return time.group(9) == null
                ? ""
                : time.group(9) + two(time.group(10)) + ":" + (time.group(11) == null ? "00" : time.group(11));
    }

    private static String two(String digits) {
        return digits.length() == 1 ? "0" + digits : digits;
    }
}
