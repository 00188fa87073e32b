package org.aafleet.cli;

import java.io.UncheckedIOException;
import org.aafleet.console.Console;
import org.aafleet.lab.LabException;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problem;
import org.aafleet.report.Clean;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The one place that turns exceptions into messages and exit codes, by who must act. */
final class Failures {

    private final Console console;

    Failures(Console console) {
        this.console = console;
    }

    int handle(Exception failure, CommandLine command, ParseResult arguments) {
        if (failure instanceof InputException input) {
            input.problems().forEach(this::show);
            return ExitCode.INPUT.code();
        }
        if (failure instanceof LabException) {
            console.error(Clean.text(String.valueOf(failure.getMessage())));
            return ExitCode.HOSTS.code();
        }
        if (failure instanceof UncheckedIOException unchecked) {
            console.error(Clean.text(String.valueOf(unchecked.getMessage())));
            return ExitCode.INPUT.code();
        }
        console.error("this is a bug in aa-fleet; please report it with these lines");
        console.info("  " + failure);
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith("org.aafleet.")) {
                console.info("    at " + frame);
            }
        }
        return ExitCode.BUG.code();
    }

    private void show(Problem problem) {
        console.info(Clean.text(problem.toString()));
    }
}
