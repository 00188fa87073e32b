package org.aafleet.yaml;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations in plain units: {@code 90s}, {@code 10m}, {@code 24h}, {@code 7d}, {@code 1h30m}; a bare number is seconds. */
public final class Durations {

    static final String EXPECTED = "a duration such as 30s, 10m, 24h or 1h30m";

    static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}|([0-9]{1,9}(ms|[smhd]))+");
    private static final Pattern PART = Pattern.compile("([0-9]+)(ms|[smhd])?");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private Durations() {}

    public static Optional<Duration> parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        Duration total = Duration.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            Duration unit = UNITS.get(part.group(2) == null ? "s" : part.group(2));
            total = total.plus(java.util.Objects.requireNonNull(unit).multipliedBy(Long.parseLong(part.group(1))));
        }
        return Optional.of(total);
    }

    /** The shortest exact form in the same units: {@code 1h30m}. */
    public static String format(Duration duration) {
        if (duration.toMillis() % 1000 != 0) {
            return duration.toMillis() + "ms";
        }
        StringBuilder text = new StringBuilder();
        append(text, duration.toDays(), "d");
        append(text, duration.toHoursPart(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long amount, String unit) {
        if (amount != 0) {
            text.append(amount).append(unit);
        }
    }
}
