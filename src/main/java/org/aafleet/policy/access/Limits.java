package org.aafleet.policy.access;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.aafleet.policy.EffectiveProfile;
import org.aafleet.policy.model.RlimitRule;

/** The limits on resources that a profile sets, in bytes, seconds (of {@code rttime} microseconds) or pieces. */
final class Limits {

    private static final Map<String, Long> SIZES =
            Map.of("K", 1L << 10, "KB", 1L << 10, "M", 1L << 20, "MB", 1L << 20, "G", 1L << 30, "GB", 1L << 30);

    private static final long SECOND = 1_000_000;

    private Limits() {}

    /** Of several that say the same thing the last counts. */
    static String of(EffectiveProfile profile) {
        Map<String, String> limits = new TreeMap<>();
        profile.rules().stream()
                .filter(active -> active.rule() instanceof RlimitRule)
                .map(active -> (RlimitRule) active.rule())
                .forEach(rule -> limits.put(rule.limit().equals("ofile") ? "nofile" : rule.limit(), value(rule)));
        return limits.entrySet().stream()
                .map(entry -> entry.getKey() + " <= " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String value(RlimitRule rule) {
        if (rule.unit().isEmpty() || !rule.value().matches("[0-9]+")) {
            return rule.value();
        }
        String unit = rule.unit().get();
        BigInteger number = new BigInteger(rule.value());
        if (SIZES.containsKey(unit)) {
            return number.multiply(BigInteger.valueOf(SIZES.get(unit))).toString();
        }
        BigInteger microseconds = number.multiply(BigInteger.valueOf(microseconds(unit)));
        return (rule.limit().equals("rttime") ? microseconds : microseconds.divide(BigInteger.valueOf(SECOND)))
                .toString();
    }

    private static long microseconds(String unit) {
        return switch (unit) {
            case "us", "microsecond", "microseconds" -> 1;
            case "ms", "millisecond", "milliseconds" -> SECOND / 1000;
            case "min", "minute", "minutes" -> 60 * SECOND;
            case "h", "hour", "hours" -> 3600 * SECOND;
            case "d", "day", "days" -> 24 * 3600 * SECOND;
            case "week", "weeks" -> 7 * 24 * 3600 * SECOND;
            default -> SECOND;
        };
    }
}
