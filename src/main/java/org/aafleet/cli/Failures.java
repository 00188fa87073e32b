package org.aafleet.cli;

import org.aafleet.lab.LabException;
import org.aafleet.problem.InputException;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The one place that turns exceptions into messages and exit codes. */
final class Failures {

    private Failures() {}

    static int handle(Exception failure, CommandLine command, ParseResult arguments) throws Exception {
        if (failure instanceof InputException || failure instanceof LabException) {
            command.getErr().println("aa-fleet: " + failure.getMessage());
            command.getErr().flush();
            return failure instanceof InputException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }
}
