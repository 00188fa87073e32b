package org.aafleet.lab;

/** How a command ended. */
public record CommandResult(int exitCode, String stdout, String stderr) {

    public boolean succeeded() {
        return exitCode == 0;
    }

    /**
     * The standard output, without the line end.
     *
     * @throws LabException when the command failed, with what it said
     */
    public String orThrow(String command) {
        if (!succeeded()) {
            String said = (stderr.isBlank() ? stdout : stderr).strip();
            throw new LabException("'" + command + "' failed with exit code " + exitCode + ": " + said);
        }
        return stdout.stripTrailing();
    }
}
