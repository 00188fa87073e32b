package org.aafleet.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.aafleet.transport.Connection;
import org.aafleet.transport.Endpoint;
import org.aafleet.transport.Limits;
import org.aafleet.transport.Output;
import org.aafleet.transport.Script;
import org.aafleet.transport.Transport;
import org.aafleet.transport.TransportException;

/**
 * Hosts in directories, on which the real scripts run, each with one process of the service {@code web} that goes where the
 * kernel's list has its profile. Time passes when a test says so.
 */
public final class DirectoryFleet implements Transport {

    private static final int PID = 201;

    private final Map<String, TestHost> hosts = new LinkedHashMap<>();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final Set<String> away = ConcurrentHashMap.newKeySet();
    private int uptime = 1000;

    public static DirectoryFleet of(Path directory, String... names) {
        DirectoryFleet fleet = new DirectoryFleet();
        for (String name : names) {
            try {
                TestHost host = TestHost.create(directory.resolve(name), ShellKind.DASH);
                host.write("run/auditd.pid", "77\n");
                host.write("proc/77/comm", "auditd\n");
                host.write("test/journal", "1.1 kernel: all is well\n");
                host.write("test/units", "web.service loaded active running\n");
                host.write("var/log/audit/audit.log", "type=DAEMON_START msg=audit(1.1:1): of " + name + "\n");
                Files.createDirectories(host.path("proc/" + PID));
                Files.createSymbolicLink(host.path("proc/" + PID + "/exe"), Path.of("/usr/sbin/webd"));
                host.write("proc/" + PID + "/stat", PID + " (webd) S" + " 0".repeat(49) + "\n");
                fleet.hosts.put(name, host);
                fleet.works(name, 10);
                settle(host);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return fleet;
    }

    private TestHost host(String name) {
        return Objects.requireNonNull(hosts.get(name), name);
    }

    /** Its service makes so many calls more. */
    public void works(String name, int more) {
        int all = calls.merge(name, more, Integer::sum);
        host(name).write("proc/" + PID + "/io", "syscr: " + all + "\nsyscw: 0\n");
    }

    /** All services work for so long. */
    public void pass(Duration time) {
        uptime += (int) time.toSeconds();
        hosts.forEach((name, host) -> {
            host.uptime(uptime);
            works(name, 5);
        });
    }

    /** The kernel denies its service something, or would. */
    public void denies(String name, String path) {
        denies(name, path, 2000);
    }

    /** By the clock of this machine, which the host's log has too. */
    public void deniesNow(String name, String path) {
        denies(name, path, Instant.now().getEpochSecond());
    }

    private void denies(String name, String path, long time) {
        String line =
                "type=AVC msg=audit(" + time + ".1:9): apparmor=\"DENIED\" operation=\"open\" profile=\"web\" name=\""
                        + path + "\" pid=201 comm=\"webd\" requested_mask=\"r\" denied_mask=\"r\" fsuid=0 ouid=0\n";
        try {
            Files.writeString(host(name).path("var/log/audit/audit.log"), line, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param gone whether nobody reaches it */
    public void away(String name, boolean gone) {
        if (gone) {
            away.add(name);
        } else {
            away.remove(name);
        }
    }

    /** The program of its service becomes another file. */
    public void upgrade(String name) {
        try {
            Path program = host(name).path("usr/sbin/webd");
            Path next = Files.copy(program, program.resolveSibling("webd.new"));
            Files.move(next, program, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing can be noted there any more. */
    public void breakState(String name) {
        try {
            Path state = host(name).path("var/lib/aa-fleet");
            Files.move(state, state.resolveSibling("aa-fleet.gone"));
            Files.writeString(state, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void write(String name, String path, String text) {
        host(name).write(path, text);
    }

    public String read(String name, String path) {
        return host(name).read(path);
    }

    public void reboot(String name) {
        host(name).reboot();
        settle(host(name));
    }

    /** What the kernel has of the service: {@code web (enforce)}; empty when nothing. */
    public String mode(String name) {
        return host(name).kernel().stream()
                .filter(line -> line.startsWith("web ("))
                .findFirst()
                .orElse("");
    }

    /** The service that was restarted, or always was there, runs under what there is. */
    private static void settle(TestHost host) {
        String label = host.kernel().stream()
                .filter(line -> line.startsWith("web ("))
                .findFirst()
                .orElse("unconfined");
        host.write("proc/" + PID + "/attr/current", label + "\n");
    }

    @Override
    public Connection connect(Endpoint endpoint) throws TransportException {
        reach(endpoint.name());
        return new DirectoryConnection(endpoint.name());
    }

    private void reach(String name) throws TransportException {
        if (away.contains(name)) {
            throw org.aafleet.transport.Unreachable.of(name);
        }
    }

    private final class DirectoryConnection implements Connection {

        private final String name;

        DirectoryConnection(String name) {
            this.name = name;
        }

        @Override
        public Output run(Script script, Limits limits) throws TransportException {
            reach(name);
            TestHost.Run run = host(name).run(script.text());
            settle(host(name));
            return new Output(run.status(), run.stdout(), run.stderr());
        }

        @Override
        public Socket forward(String to, int port, Duration timeout) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
