package org.aafleet.transport;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What ssh takes from its surroundings.
 *
 * @param home in which {@code .ssh} is
 * @param userConfig usually {@code ~/.ssh/config}
 * @param systemDirectory usually {@code /etc/ssh}
 * @param environment for {@code SSH_AUTH_SOCK} and <code>${NAME}</code> in the configuration
 */
public record SshSettings(
        Path home, Path userConfig, Path systemDirectory, String localUser, Map<String, String> environment) {

    public SshSettings {
        environment = Map.copyOf(environment);
    }

    /** Those of this process. */
    public static SshSettings ofThisProcess() {
        Path home = Path.of(System.getProperty("user.home"));
        return new SshSettings(
                home,
                home.resolve(".ssh").resolve("config"),
                Path.of("/etc/ssh"),
                System.getProperty("user.name"),
                System.getenv());
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name));
    }
}
