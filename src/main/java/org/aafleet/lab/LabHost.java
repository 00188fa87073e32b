package org.aafleet.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** One host of a lab. Each method that changes it waits for others that do, in this process or another. */
public final class LabHost {

    private static final Duration COMMAND = Duration.ofMinutes(10);
    private static final Duration INSTALLATION = Duration.ofMinutes(30);

    /** Of the guest, where apt finds the way out while it has one. */
    private static final int PROXY_PORT = 1080;

    private static final Pattern PACKAGE = Pattern.compile("[a-z0-9][a-z0-9+.-]+(?::[a-z0-9]+)?");

    private final Machine machine;
    private final Release release;
    private final boolean setClock;
    private final Clock clock;

    LabHost(Machine machine, Release release, boolean setClock, Clock clock) {
        this.machine = machine;
        this.release = release;
        this.setClock = setClock;
        this.clock = clock;
    }

    /** The release and a number, such as {@code bookworm1}; also the guest's own host name. */
    public String name() {
        return machine.name();
    }

    public Release release() {
        return release;
    }

    public Ports ports() {
        return machine.ports();
    }

    public boolean isRunning() {
        return machine.vm().isRunning();
    }

    /** What the guest wrote on its console since it was last started. */
    public Path console() {
        return machine.vm().file(VmFiles.CONSOLE);
    }

    /** Runs shell as root. A connection that fails is exit code 255. */
    public CommandResult run(String shell) {
        return runAs("root", shell, "");
    }

    /** @param limit for what takes more than a few minutes */
    CommandResult run(String shell, Duration limit) {
        return machine.ssh().run("root", ports().ssh(), shell, "", limit);
    }

    /** @param user {@code root}, {@code admin}, {@code ops} or {@code guest}: the lab's key opens them all */
    public CommandResult runAs(String user, String shell, String stdin) {
        return machine.ssh().run(user, ports().ssh(), shell, stdin, COMMAND);
    }

    /**
     * Uses the lab's services as a visitor would, and looks whether the kernel confines them.
     *
     * @return {@code ok TEXT} or {@code FAIL TEXT: WHY} in each line; it failed when any did
     */
    public CommandResult check() {
        return machine.ssh().run("root", ports().ssh(), "sh -s", Resources.text(Resources.CHECK_SCRIPT), COMMAND);
    }

    /** The command line that opens a session. */
    public List<String> sshCommand(String user, List<String> remote) {
        return machine.ssh().words(user, ports().ssh(), remote);
    }

    /**
     * Installs packages from the mirror that the image was made from. The host, which has no way out of its own, has one by
     * this machine as long as that takes.
     *
     * @throws LabException when apt refuses, with what it says
     */
    public void install(List<String> packages) {
        packages.stream()
                .filter(name -> !PACKAGE.matcher(name).matches())
                .findFirst()
                .ifPresent(name -> {
                    throw new LabException("'" + name + "' is no name of a Debian package");
                });
        String proxy = "socks5h://127.0.0.1:" + PROXY_PORT;
        String apt = "apt-get -qq -o Acquire::http::Proxy=" + proxy + " -o Acquire::https::Proxy=" + proxy
                + " -o Acquire::Check-Valid-Until=false -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 ";
        String shell = "export DEBIAN_FRONTEND=noninteractive; " + apt + "update && " + apt
                + "install --yes --no-install-recommends " + String.join(" ", packages);
        locked(() -> {
            machine.listener().progress("installing " + String.join(", ", packages) + " on " + name());
            machine.ssh()
                    .runWithProxy("root", ports().ssh(), PROXY_PORT, shell, INSTALLATION)
                    .orThrow("installing " + String.join(", ", packages) + " on " + name());
        });
    }

    /** Pulls the plug: the guest loses what it did not flush to its disk. */
    public void powerOff() {
        locked(() -> {
            machine.vm().kill();
        });
    }

    /** Pulls the plug and puts it back; returns when the services are up again. */
    public void powerCut() {
        locked(() -> {
            machine.vm().kill();
            machine.listener().progress(name() + " lost its power; booting it");
            machine.boot();
        });
    }

    /** An orderly reboot by the guest itself; returns when the services are up again. */
    public void reboot() {
        locked(() -> {
            machine.listener().progress("rebooting " + name());
            machine.reboot();
        });
    }

    /** Back to the snapshot of the image: disk, memory and processes. */
    public void reset() {
        locked(() -> {
            machine.listener().progress("resetting " + name());
            restore();
        });
    }

    /** Plugs the network cable in or out. */
    public void setNetwork(boolean up) {
        machine.vm().setNetwork(up);
    }

    Path directory() {
        return machine.vm().directory();
    }

    /** The lines that known_hosts needs: the keys of the image. */
    String knownHosts() {
        try {
            Path keys = machine.vm().file(VmFiles.BASE).resolve(Image.HOST_KEYS);
            return KnownHosts.of(ports().ssh(), Files.readAllLines(keys));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Wakes a new host, boots one that is off, and leaves one that runs alone. */
    void ensureRunning() {
        locked(() -> {
            if (!Files.exists(awoken())) {
                machine.listener().progress("waking " + name());
                restore();
            } else if (!isRunning()) {
                machine.listener().progress(name() + " is off; booting it");
                machine.boot();
            }
        });
    }

    void remove() {
        locked(() -> {
            machine.vm().kill();
            Directories.remove(directory());
        });
    }

    private void restore() {
        try {
            machine.vm().kill();
            machine.vm().create(Files.readSymbolicLink(machine.vm().file(VmFiles.BASE)));
            Files.deleteIfExists(awoken());
            machine.wake();
            machine.run(setUp(), "").orThrow("setting up " + name());
            Files.createFile(awoken());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String setUp() {
        String names = "hostname " + name() + "; echo " + name() + " > /etc/hostname"
                + "; sed -i 's/^127.0.0.1 .*/127.0.0.1 localhost " + name() + " lab.example/' /etc/hosts";
        String time = String.format(Locale.ROOT, "; date -s @%.3f > /dev/null", clock.millis() / 1000.0);
        return setClock ? names + time : names;
    }

    /** There once the host has woken up and got its name. */
    private Path awoken() {
        return machine.vm().file("awoken");
    }

    private void locked(Runnable action) {
        Path file = directory().resolveSibling(name() + ".lock");
        FileLock.holding(file, () -> machine.listener().progress("waiting for another aa-fleet at " + name()), () -> {
            action.run();
            return file;
        });
    }
}
