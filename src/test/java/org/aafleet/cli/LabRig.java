package org.aafleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.aafleet.cli.Program.Result;
import org.aafleet.console.TestingConsole;
import org.aafleet.lab.Lab;
import org.aafleet.lab.LabDirs;
import org.aafleet.lab.LabHost;
import org.aafleet.lab.LabNeeds;
import org.aafleet.lab.LabSettings;
import org.aafleet.lab.Release;
import org.aafleet.transport.Connection;
import org.aafleet.transport.Limits;
import org.aafleet.transport.Output;
import org.aafleet.transport.Passphrases;
import org.aafleet.transport.Script;
import org.aafleet.transport.SshSettings;
import org.aafleet.transport.SshTransport;
import org.aafleet.transport.Transport;
import org.aafleet.transport.TransportException;

/** One lab host of a test's own, and the program that works on it. */
final class LabRig implements AutoCloseable {

    /** Names, kinds, owners, rights and contents of all policy on the disk; not times. */
    static final String POLICY_ON_DISK = """
            cd /etc/apparmor.d
            find . -type d -printf '%p d %U:%G %m\\n' -o -printf '%p %y %U:%G %m %l\\n' | sort
            find . -type f -exec sha256sum {} + | sort -k 2
            ls /etc/systemd/system/apparmor.service.d 2>&1 || :
            """;

    static final String POLICY_IN_KERNEL = "grep -v //null- /sys/kernel/security/apparmor/profiles | sort";

    private final Lab lab;
    private final Path state;
    private final List<Process> started = new ArrayList<>();

    LabRig(String name, Path state) {
        this(name, state, 1);
    }

    LabRig(String name, Path state, int hosts) {
        this(name, state, Map.of(Release.BOOKWORM, hosts));
    }

    /** @param hosts how many of each release */
    LabRig(String name, Path state, Map<Release, Integer> hosts) {
        this.state = state;
        this.lab = Lab.open(
                new LabDirs(LabDirs.ofThisUser().images(), state.resolve("lab")),
                name,
                LabSettings.defaults(),
                what -> System.err.println("lab " + name + ": " + what));
        LabNeeds.areMet();
        new TreeMap<>(hosts).forEach(lab::up);
    }

    LabHost host() {
        return lab.host("bookworm1");
    }

    Path inventory() {
        return lab.inventoryFile();
    }

    LabHost host(String name) {
        return lab.host(name);
    }

    List<LabHost> hosts() {
        return lab.hosts();
    }

    /** The program in a process of its own, which one can kill. */
    Process start(String verb, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of("target/aa-fleet").toAbsolutePath().toString(),
                verb,
                "-i",
                lab.inventoryFile().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(state.resolve("started.log").toFile());
        builder.environment().put("XDG_STATE_HOME", state.toString());
        try {
            Process process = builder.start();
            started.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the program that was started has printed. */
    String started() {
        try {
            return Files.readString(state.resolve("started.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What root gets printed on the host. */
    String ask(String shell) {
        return host().run(shell).orThrow(shell);
    }

    /** The program, as a user calls it. */
    Result run(String verb, String... arguments) {
        List<String> command = new ArrayList<>(List.of(verb));
        command.addAll(List.of(arguments));
        return run(UnaryOperator.identity(), command);
    }

    /** @param edit changes each script on its way to the host */
    Result run(UnaryOperator<String> edit, List<String> command) {
        return run(edit, () -> {}, command);
    }

    /** @param beforeConnecting done before each connection */
    Result run(UnaryOperator<String> edit, Runnable beforeConnecting, List<String> command) {
        List<String> words = new ArrayList<>(command);
        words.addAll(1, List.of("-i", lab.inventoryFile().toString()));
        SshTransport ssh = new SshTransport(SshSettings.ofThisProcess(), Passphrases.none());
        return Program.run(
                new TestingConsole().patient(),
                new EditingTransport(ssh, edit, beforeConnecting),
                state,
                words.toArray(String[]::new));
    }

    Result succeed(String verb, String... arguments) {
        Result result = run(verb, arguments);
        assertThat(result.status()).as(result.out() + result.err()).isZero();
        return result;
    }

    /** A playbook for the lab with these services. */
    Path playbook(String name, String... services) {
        return playbookConfirmedWithin("2m", name, services);
    }

    /** @param time how long a change that enforces waits for its confirmation; 0 for not at all */
    Path playbookConfirmedWithin(String time, String name, String... services) {
        StringBuilder yaml =
                new StringBuilder("- hosts: all\n  become: true\n  rollout: {confirm: " + time + "}\n  services:\n");
        for (String service : services) {
            yaml.append("    - {").append(service).append("}\n");
        }
        try {
            return Files.writeString(state.resolve(name + ".yml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file beside the playbooks. */
    Path write(String name, String text) {
        try {
            Files.createDirectories(state.resolve(name).getParent());
            return Files.writeString(state.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String policyOnDisk() {
        return ask(POLICY_ON_DISK);
    }

    /** Makes the host's sshd count, from here on. */
    void countLogins() {
        ask("echo LogLevel VERBOSE > /etc/ssh/sshd_config.d/count.conf && systemctl reload ssh && sleep 1");
    }

    /** Connections and commands of the program's user so far, as the host's sshd saw them. */
    Logins logins() {
        String log = ask("journalctl --no-pager -u ssh -o cat; :");
        return new Logins(
                log.lines()
                        .filter(line -> line.startsWith("Accepted publickey for admin "))
                        .count(),
                log.lines()
                        .filter(line -> line.startsWith("Starting session: command for admin "))
                        .count());
    }

    record Logins(long connections, long commands) {

        Logins since(Logins before) {
            return new Logins(connections - before.connections, commands - before.commands);
        }
    }

    /** What the kernel has; complain mode leaves learning profiles behind that vanish with the next boot. */
    String policyInKernel() {
        return ask(POLICY_IN_KERNEL);
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
        lab.down(lab.hosts());
    }

    private record EditingTransport(Transport transport, UnaryOperator<String> edit, Runnable beforeConnecting)
            implements Transport {

        @Override
        public Connection connect(org.aafleet.transport.Endpoint endpoint) throws TransportException {
            beforeConnecting.run();
            return new EditingConnection(transport.connect(endpoint), edit);
        }
    }

    private record EditingConnection(Connection connection, UnaryOperator<String> edit) implements Connection {

        @Override
        public Output run(Script script, Limits limits) throws TransportException {
            return connection.run(new Script(edit.apply(script.text())), limits);
        }

        @Override
        public java.net.Socket forward(String host, int port, java.time.Duration timeout) throws TransportException {
            return connection.forward(host, port, timeout);
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
