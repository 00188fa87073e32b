package org.aafleet.policy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of {@code apparmor_parser}, as far as it decides what it understands. */
public record ParserVersion(int major, int minor) implements Comparable<ParserVersion> {

    static final ParserVersion V3_0 = new ParserVersion(3, 0);
    static final ParserVersion V3_1 = new ParserVersion(3, 1);
    static final ParserVersion V4_0 = new ParserVersion(4, 0);
    static final ParserVersion V4_1 = new ParserVersion(4, 1);
    static final ParserVersion V5_0 = new ParserVersion(5, 0);

    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4}).*");

    /** @param written as {@code apparmor_parser --version} says it: {@code 3.0.8}, {@code 4.1.0~beta1} */
    public static Optional<ParserVersion> parse(String written) {
        Matcher matcher = WRITTEN.matcher(written);
        return matcher.matches()
                ? Optional.of(new ParserVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(ParserVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
