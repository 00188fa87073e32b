package org.aafleet.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * OpenSSH's client with the lab's key and the lab's known hosts, and nothing of the user's own configuration.
 *
 * @param knownHosts a file that names every host of the lab
 */
record SshClient(Path key, Path knownHosts) {

    /** The command line of a session; without remote words, of a log-in. */
    List<String> words(String user, int port, List<String> remote) {
        return words(user, port, List.of(), remote);
    }

    private List<String> words(String user, int port, List<String> options, List<String> remote) {
        List<String> words = new ArrayList<>(List.of("ssh", "-F", "none", "-i", key.toString(), "-p", "" + port));
        words.addAll(options);
        for (String option : List.of(
                "UserKnownHostsFile=" + quotedFile(knownHosts),
                "GlobalKnownHostsFile=none",
                "StrictHostKeyChecking=yes",
                "IdentitiesOnly=yes",
                "ConnectTimeout=20",
                "ServerAliveInterval=10",
                "ServerAliveCountMax=6",
                "LogLevel=ERROR",
                // OpenSSH's own first choice takes twice the time where the host is emulated.
                "KexAlgorithms=^curve25519-sha256")) {
            words.addAll(List.of("-o", option));
        }
        words.addAll(List.of(user + "@127.0.0.1", "--"));
        words.addAll(remote);
        return List.copyOf(words);
    }

    /** Runs one line of shell on the host. A connection that fails is exit code 255, as with ssh itself. */
    CommandResult run(String user, int port, String shell, String stdin, Duration timeout) {
        return Command.of(words(user, port, List.of(shell))).run(timeout, stdin);
    }

    /**
     * Runs one line of shell on the host, which meanwhile reaches what this machine reaches, through a SOCKS proxy.
     *
     * @param proxyPort of the host, where the proxy listens
     */
    CommandResult runWithProxy(String user, int port, int proxyPort, String shell, Duration timeout) {
        List<String> forward = List.of("-R", "127.0.0.1:" + proxyPort, "-o", "ExitOnForwardFailure=yes");
        return Command.of(words(user, port, forward, List.of(shell))).run(timeout, "");
    }

    /** As the value of an option: ssh splits at blanks that are not in double quotes, and expands percent signs. */
    static String quotedFile(Path file) {
        String escaped = file.toString().replace("%", "%%");
        return escaped.matches("[\\w./%+,@:-]*") ? escaped : '"' + escaped + '"';
    }
}
