package org.aafleet.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How hosts are reached; Ansible's names. What a host's variables say wins. */
final class ConnectionOptions {

    @Option(
            names = {"-u", "--user"},
            paramLabel = "USER",
            description = "Log in as this user.")
    private Optional<String> user = Optional.empty();

    @Option(
            names = {"--private-key", "--key-file"},
            paramLabel = "FILE",
            description = "Log in with this key.")
    private Optional<Path> privateKey = Optional.empty();

    @Option(
            names = {"-k", "--ask-pass"},
            description = "Ask for the password to log in with.")
    private boolean askPassword;

    @Option(
            names = {"-b", "--become"},
            description = "Become root with sudo.")
    private boolean become;

    @Option(
            names = {"-K", "--ask-become-pass"},
            description = "Ask for sudo's password.")
    private boolean askBecomePassword;

    @Option(
            names = {"-f", "--forks"},
            paramLabel = "N",
            defaultValue = "50",
            description = "How many hosts are worked on at once (default: ${DEFAULT-VALUE}).")
    private int forks;

    Optional<String> user() {
        return user;
    }

    Optional<Path> privateKey() {
        return privateKey;
    }

    boolean askPassword() {
        return askPassword;
    }

    boolean become() {
        return become;
    }

    boolean askBecomePassword() {
        return askBecomePassword;
    }

    int forks() {
        return forks;
    }
}
