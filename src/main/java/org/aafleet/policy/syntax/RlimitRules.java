package org.aafleet.policy.syntax;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.aafleet.policy.model.RlimitRule;
import org.aafleet.policy.model.Rule;
import org.aafleet.policy.syntax.Token.Kind;

/** {@code set rlimit}: what the limit counts decides which values and units it takes. */
final class RlimitRules {

    private static final String CONSTRUCT = "rlimit rule";

    private enum Measure {
        SIZE,
        NUMBER,
        SECONDS,
        MICROSECONDS,
        NICE
    }

    private static final Map<String, Measure> LIMITS = Map.ofEntries(
            Map.entry("cpu", Measure.SECONDS),
            Map.entry("rttime", Measure.MICROSECONDS),
            Map.entry("nice", Measure.NICE),
            Map.entry("nofile", Measure.NUMBER),
            Map.entry("ofile", Measure.NUMBER),
            Map.entry("nproc", Measure.NUMBER),
            Map.entry("locks", Measure.NUMBER),
            Map.entry("sigpending", Measure.NUMBER),
            Map.entry("rtprio", Measure.NUMBER),
            Map.entry("fsize", Measure.SIZE),
            Map.entry("data", Measure.SIZE),
            Map.entry("stack", Measure.SIZE),
            Map.entry("core", Measure.SIZE),
            Map.entry("rss", Measure.SIZE),
            Map.entry("as", Measure.SIZE),
            Map.entry("memlock", Measure.SIZE),
            Map.entry("msgqueue", Measure.SIZE));

    private static final Set<String> SIZE_UNITS = Set.of("K", "KB", "M", "MB", "G", "GB");

    private static final Set<String> LONG_UNITS = Set.of(
            "s", "sec", "second", "seconds", "min", "minute", "minutes", "h", "hour", "hours", "d", "day", "days",
            "week", "weeks");

    private static final Set<String> SHORT_UNITS =
            Set.of("us", "microsecond", "microseconds", "ms", "millisecond", "milliseconds");

    private RlimitRules() {}

    static Rule parse(Cursor cursor, Token set) {
        Token rlimit = cursor.next();
        if (!rlimit.isKeyword("rlimit")) {
            throw cursor.unexpected(rlimit, CONSTRUCT, "'rlimit'");
        }
        Token limit = cursor.lexer().rlimit();
        cursor.expectMark(cursor.lexer()::rlimit, "<=", CONSTRUCT);
        Token value = cursor.lexer().rlimit();
        Optional<Token> unit = unit(cursor);
        cursor.expectMark(cursor.lexer()::rlimit, ",", CONSTRUCT);
        check(cursor, limit, value, unit);
        return new RlimitRule(limit.text(), value.text(), unit.map(Token::text), cursor.span(set.start()));
    }

    private static Optional<Token> unit(Cursor cursor) {
        return cursor.peek(cursor.lexer()::rlimit).is(Kind.NAME)
                ? Optional.of(cursor.lexer().rlimit())
                : Optional.empty();
    }

    private static void check(Cursor cursor, Token limit, Token value, Optional<Token> unit) {
        Measure measure = LIMITS.get(limit.text());
        if (measure == null) {
            cursor.unknown(limit.start(), CONSTRUCT, "limit", limit.text(), new TreeSet<>(LIMITS.keySet()));
        } else if (!value.text().equals("infinity")) {
            if (!fits(value.text(), measure)) {
                cursor.error(value.start(), "rlimit rule: '" + limit.text() + "' cannot be " + value.describe());
            }
            unit.filter(given -> !fits(given.text(), value.text(), measure))
                    .ifPresent(given -> cursor.error(
                            given.start(), "rlimit rule: '" + limit.text() + "' is not given in " + given.describe()));
        }
    }

    private static boolean fits(String value, Measure measure) {
        if (measure == Measure.NICE) {
            return value.matches("-(20|1?[0-9])|1?[0-9]");
        }
        return value.matches("[0-9]{1,19}");
    }

    /** CPU time is counted in seconds, so a shorter unit must make up at least one. */
    private static boolean fits(String unit, String value, Measure measure) {
        return switch (measure) {
            case SIZE -> SIZE_UNITS.contains(unit);
            case MICROSECONDS -> LONG_UNITS.contains(unit) || SHORT_UNITS.contains(unit);
            case SECONDS -> LONG_UNITS.contains(unit) || isAtLeastOneSecond(unit, value);
            default -> false;
        };
    }

    private static boolean isAtLeastOneSecond(String unit, String value) {
        int digits = unit.startsWith("micro") || unit.equals("us") ? 6 : 3;
        return SHORT_UNITS.contains(unit) && value.length() > digits;
    }
}
