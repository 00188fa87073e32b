package org.aafleet.cli;

import picocli.CommandLine.Option;

/** How far a verb that changes hosts may go by itself. */
final class ChangeOptions {

    @Option(
            names = {"-C", "--check"},
            description = "Change nothing: show what would be done.")
    private boolean check;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask, also for more than one host without --limit.")
    private boolean yes;

    boolean check() {
        return check;
    }

    boolean yes() {
        return yes;
    }
}
