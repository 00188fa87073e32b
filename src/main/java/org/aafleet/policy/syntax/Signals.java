package org.aafleet.policy.syntax;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names of signals; {@code tstp} and {@code poll} need parser 5.0, {@code stp} and {@code io} are the same. */
final class Signals {

    private static final Set<String> NAMES = Arrays.stream("""
                    hup int quit ill trap abrt bus fpe kill usr1 segv usr2 pipe alrm term stkflt chld cont stop stp tstp
                    ttin ttou urg xcpu xfsz vtalrm prof winch io poll pwr sys emt exists
                    """.split("\\s+")).collect(Collectors.toUnmodifiableSet());

    private static final Pattern REAL_TIME = Pattern.compile("rtmin\\+0*([0-9]|[12][0-9]|3[0-2])");

    private Signals() {}

    static boolean isKnown(String name) {
        return NAMES.contains(name) || REAL_TIME.matcher(name).matches();
    }

    static Set<String> names() {
        return NAMES;
    }
}
