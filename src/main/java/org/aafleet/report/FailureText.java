package org.aafleet.report;

import java.util.ArrayList;
import java.util.List;
import org.aafleet.fleet.HostFailure;

/** A host's failure: the step, what went wrong, what was printed, the state it is in, what to do. */
public final class FailureText {

    private static final int PRINTED_LINES = 20;
    private static final int PRINTED_LENGTH = 1_000;

    private FailureText() {}

    public static List<String> lines(HostFailure failure, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(style.bad(failure.host()) + ": " + failure.step() + ": " + Clean.text(failure.message()) + "; "
                + failure.state());
        failure.printed().stream()
                .flatMap(String::lines)
                .limit(PRINTED_LINES)
                .forEach(line -> lines.add("    " + Clean.line(line, PRINTED_LENGTH)));
        failure.hint().ifPresent(hint -> Clean.text(hint).lines().forEach(line -> lines.add("  " + line)));
        return lines;
    }
}
