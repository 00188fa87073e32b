package org.aafleet.cli;

import java.io.UncheckedIOException;
import org.aafleet.lab.LabException;
import org.aafleet.problem.InputException;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The one place that turns exceptions into messages and exit codes. */
final class Failures {

    private Failures() {}

    static int handle(Exception failure, CommandLine command, ParseResult arguments) throws Exception {
        if (failure instanceof InputException || failure instanceof LabException) {
            boolean isUsage = failure instanceof InputException;
            int code = isUsage ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
            return tell(command, String.valueOf(failure.getMessage()), code);
        }
        if (failure instanceof UncheckedIOException unchecked) {
            return tell(command, String.valueOf(unchecked.getCause()), CommandLine.ExitCode.SOFTWARE);
        }
        throw failure;
    }

    private static int tell(CommandLine command, String message, int code) {
        command.getErr().println("aa-fleet: " + message);
        command.getErr().flush();
        return code;
    }
}
