package org.aafleet.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A user's home with {@code .ssh}, in a temporary directory, and an ssh transport that knows only that. */
public final class SshHome {

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private Passphrases passphrases = Passphrases.none();

    public SshHome(Path directory) {
        home = directory.resolve("home");
        create(home.resolve(".ssh"));
        create(home.resolve("etc"));
    }

    private static void create(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path ssh(String name) {
        return home.resolve(".ssh").resolve(name);
    }

    /** A key pair in {@code .ssh}; returns the public line. */
    public String key(String name, String type, String passphrase) {
        Programs.run(
                "ssh-keygen",
                "-q",
                "-t",
                type,
                "-N",
                passphrase,
                "-C",
                name,
                "-f",
                ssh(name).toString());
        return read(ssh(name + ".pub"));
    }

    public SshHome config(String text) {
        return append("config", text);
    }

    public SshHome systemConfig(String text) {
        write(home.resolve("etc").resolve("ssh_config"), text);
        return this;
    }

    public SshHome knownHosts(String text) {
        return append("known_hosts", text);
    }

    public SshHome append(String name, String text) {
        write(ssh(name), text);
        return this;
    }

    public String knownHosts() {
        return read(ssh("known_hosts"));
    }

    public SshHome environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public SshHome passphrases(Passphrases source) {
        passphrases = source;
        return this;
    }

    /** Lets this home's {@code id_ed25519}, made when it is missing, in at that server, and knows its host key. */
    public SshHome trusted(OpenSshServer server) {
        String line = Files.exists(ssh("id_ed25519")) ? read(ssh("id_ed25519.pub")) : key("id_ed25519", "ed25519", "");
        server.authorize(line);
        return knownHosts(server.knownHostsLine("ed25519"));
    }

    public SshSettings settings() {
        return new SshSettings(home, ssh("config"), home.resolve("etc"), System.getProperty("user.name"), environment);
    }

    public SshTransport transport() {
        return new SshTransport(settings(), passphrases);
    }

    public static Target.Ssh at(int port) {
        return new Target.Ssh(
                "127.0.0.1", OptionalInt.of(port), Optional.empty(), List.of(), List.of(), Optional.empty(), List.of());
    }

    public static Target.Ssh at(int port, String user, String password) {
        return new Target.Ssh(
                "127.0.0.1",
                OptionalInt.of(port),
                Optional.of(user),
                List.of(),
                List.of(),
                Optional.of(Secret.of(password)),
                List.of());
    }

    public static Endpoint endpoint(Target target) {
        return new Endpoint("web1", target, new Become.Nobody());
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
