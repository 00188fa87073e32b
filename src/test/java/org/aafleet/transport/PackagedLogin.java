package org.aafleet.transport;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A program of its own for {@link PackagedJarIT}: logs in at a port and prints what a script printed. */
final class PackagedLogin {

    private PackagedLogin() {}

    /** @param arguments home, port, agent socket or empty */
    public static void main(String[] arguments) throws TransportException {
        Path home = Path.of(arguments[0]);
        Map<String, String> environment = arguments[2].isEmpty() ? Map.of() : Map.of("SSH_AUTH_SOCK", arguments[2]);
        SshSettings settings = new SshSettings(
                home, home.resolve(".ssh/config"), home.resolve("etc"), System.getProperty("user.name"), environment);
        Target.Ssh target = new Target.Ssh(
                "127.0.0.1",
                OptionalInt.of(Integer.parseInt(arguments[1])),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
        try (Connection connection = new SshTransport(settings, Passphrases.none())
                .connect(new Endpoint("web1", target, new Become.Nobody()))) {
            Limits limits = new Limits(Duration.ofSeconds(30), Duration.ofSeconds(30), 1 << 20);
            System.out.print(connection.run(new Script("echo inside\n"), limits).stdout());
        }
    }
}
