package org.aafleet.transport;

/** Counts from a real sshd's log since this was made: the measure of what a run really did on the wire. */
public final class Tally {

    private final OpenSshServer server;
    private final int start;

    Tally(OpenSshServer server) {
        this.server = server;
        this.start = server.logText().length();
    }

    public long connections() {
        return lines("Connection from .*");
    }

    public long logins() {
        return lines("Accepted \\S+ for .*");
    }

    /** Commands, each in an exec channel of its own. */
    public long execs() {
        return lines("Starting session: command.*");
    }

    public long failedPasswords() {
        return lines("Failed password .*");
    }

    private long lines(String regex) {
        return server.logText()
                .substring(start)
                .lines()
                .filter(line -> line.matches(regex))
                .count();
    }
}
