package org.aafleet.cli;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.aafleet.console.Console;
import org.aafleet.transport.Transport;

/**
 * What the program gets from outside.
 *
 * @param in standard input, where a verb reads one
 * @param environment the process's environment variables
 * @param home the user's home directory
 */
public record CliContext(
        Console console, InputStream in, Transport transport, Clock clock, Map<String, String> environment, Path home) {

    /** Who runs this, for locks and histories: {@code user@controller}. */
    String owner() {
        return environment.getOrDefault("SUDO_USER", environment.getOrDefault("USER", System.getProperty("user.name")))
                + "@" + hostName();
    }

    Path stateDirectory() {
        String set = environment.getOrDefault("XDG_STATE_HOME", "");
        return (set.isEmpty() ? home.resolve(".local/state") : Path.of(set)).resolve("aa-fleet");
    }

    private static String hostName() {
        try {
            return java.net.InetAddress.getLocalHost().getHostName();
        } catch (java.net.UnknownHostException e) {
            return "localhost";
        }
    }
}
