package org.aafleet.cli;

/** What the process ends with; the one table of it. */
public enum ExitCode {
    /** Everything was done, or nothing had to be. */
    OK(0, "done, or nothing to do"),
    /** What the user wrote (an option, YAML) has to be mended; nothing was touched. */
    INPUT(1, "a mistake in an option or a file; nothing was touched"),
    /** {@code plan --detailed-exitcode} and the like: there are changes; {@code explain}, {@code replay}: something is denied. */
    CHANGES(2, "with --detailed-exitcode: there are changes; of explain and replay: something is denied"),
    /** At least one host failed, was blocked or was rolled back; the others are done. */
    HOSTS(3, "hosts failed, are blocked or were rolled back; the others are done"),
    /** At least one host could not be reached, and none failed otherwise. */
    UNREACHABLE(4, "hosts could not be reached; the others are done"),
    /** A saved plan no longer fits. */
    STALE(5, "a saved plan no longer fits the hosts or the files; nothing was touched"),
    /** The person at the terminal said no. */
    DECLINED(6, "the question was not answered with yes; nothing was touched"),
    /** A bug of ours. */
    BUG(70, "a bug in aa-fleet");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }
}
