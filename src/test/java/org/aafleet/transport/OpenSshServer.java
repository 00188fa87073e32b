package org.aafleet.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real sshd on a free loopback port, run as the current user with keys of its own, for the time of a test class. Its
 * log tells how many connections and commands there were.
 */
public final class OpenSshServer implements BeforeAllCallback, AfterAllCallback, AutoCloseable {

    private final List<String> settings = new ArrayList<>();
    private Path directory = Path.of("");
    private int port;
    private Optional<Process> process = Optional.empty();

    /** One more line of sshd_config, which wins over ours. */
    public OpenSshServer with(String line) {
        settings.add(line);
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    public OpenSshServer start() {
        Path sshd = Programs.require("sshd", "openssh-server");
        try {
            directory = Files.createTempDirectory("aa-fleet-sshd");
            for (String type : List.of("ed25519", "rsa", "ecdsa")) {
                Programs.run(
                        "ssh-keygen",
                        "-q",
                        "-t",
                        type,
                        "-N",
                        "",
                        "-f",
                        hostKey(type).toString());
            }
            Files.createFile(authorizedKeys());
            if (System.getProperty("user.name").equals("root")) {
                Files.createDirectories(Path.of("/run/sshd"));
            }
            launch(sshd);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private void launch(Path sshd) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.write(directory.resolve("sshd_config"), config());
        Process started = new ProcessBuilder(
                        sshd.toString(),
                        "-D",
                        "-e",
                        "-f",
                        directory.resolve("sshd_config").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        process = Optional.of(started);
        awaitListening(started);
    }

    private List<String> config() {
        List<String> lines = new ArrayList<>(settings);
        lines.addAll(List.of(
                "ListenAddress 127.0.0.1:" + port,
                "PidFile none",
                "AuthorizedKeysFile " + authorizedKeys(),
                "UsePAM no",
                "StrictModes no",
                "PermitRootLogin yes",
                "LogLevel VERBOSE",
                "MaxStartups 500",
                "MaxSessions 100",
                "PrintMotd no",
                // A home of our own, as bash reads ~/.bashrc even for a command, and there is no telling what is in it.
                "SetEnv HOME=" + directory));
        if (settings.stream().noneMatch(line -> line.startsWith("HostKey "))) {
            List.of("ed25519", "rsa", "ecdsa").forEach(type -> lines.add("HostKey " + hostKey(type)));
        }
        return lines;
    }

    private void awaitListening(Process started) throws IOException {
        for (int tries = 0; tries < 500 && started.isAlive(); tries++) {
            if (Files.readString(log()).contains("Server listening")) {
                return;
            }
            pause(20);
        }
        throw new IllegalStateException("sshd did not start: " + Files.readString(log()));
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public int port() {
        return port;
    }

    /** The public half has {@code .pub} appended. */
    public Path hostKey(String type) {
        return directory.resolve("host_" + type);
    }

    /** A line for known_hosts. */
    public String knownHostsLine(String type) {
        return "[127.0.0.1]:" + port + " " + publicKey(type) + "\n";
    }

    public String publicKey(String type) {
        String[] fields =
                read(hostKey(type).resolveSibling("host_" + type + ".pub")).split(" ", -1);
        return fields[0] + " " + fields[1];
    }

    private Path authorizedKeys() {
        return directory.resolve("authorized_keys");
    }

    public OpenSshServer authorize(String publicKeyLine) {
        try {
            Files.writeString(authorizedKeys(), publicKeyLine + "\n", java.nio.file.StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public Path directory() {
        return directory;
    }

    private Path log() {
        return directory.resolve("log");
    }

    public String logText() {
        return read(log());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a test does at the server from now on. Waits until earlier sessions have written their last line. */
    public Tally tally() {
        for (int length = -1; length != logText().length(); ) {
            length = logText().length();
            pause(200);
        }
        return new Tally(this);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    /** Ends this sshd and the sessions it has forked. */
    @Override
    public void close() {
        process.ifPresent(started -> {
            started.descendants().forEach(ProcessHandle::destroy);
            started.destroy();
            started.onExit().join();
            Programs.run("rm", "-rf", directory.toString());
        });
    }
}
