package org.aafleet.lab;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A virtual machine that answers over ssh once its services are up. */
record Machine(String name, Vm vm, Ports ports, SshClient ssh, LabListener listener) {

    private static final String ROOT = "root";

    /** One emulated boot in about a dozen stalls (measured), so a second one that does is rare. */
    private static final int ATTEMPTS = 3;

    /** A boot takes a minute on an idle machine and was seen to take five on a crowded one. */
    private static final Duration BOOT = Duration.ofMinutes(10);

    private static final Duration SILENCE = Duration.ofSeconds(90);
    private static final Duration WAKING = Duration.ofMinutes(2);
    private static final Duration COMMAND = Duration.ofMinutes(10);
    private static final int BANNER_MILLIS = 5_000;

    /** Boots the kernel and waits for the services. */
    void boot() {
        start(QemuCommand.Start.BOOT, this::awaitServices);
    }

    /** Goes on from the saved state of the image. */
    void wake() {
        start(QemuCommand.Start.WAKE, () -> require(Poll.until(WAKING, this::sshAnswers), "does not wake up"));
    }

    /** The guest's own reboot; when the way up stalls, the machine is started anew. */
    void reboot() {
        String before = run("cat /proc/sys/kernel/random/boot_id", "").orThrow("boot_id");
        run("systemctl reboot", "");
        try {
            require(Poll.until(BOOT, () -> hasRebootedSince(before)), "did not come back from a reboot");
            awaitServices();
        } catch (LabException e) {
            listener.progress(e.getMessage() + "; starting it anew");
            vm.kill();
            boot();
        }
    }

    /** Runs shell as root. */
    CommandResult run(String shell, String stdin) {
        return ssh.run(ROOT, ports.ssh(), shell, stdin, COMMAND);
    }

    private void start(QemuCommand.Start start, Runnable awaiting) {
        for (int attempt = 1; ; attempt++) {
            try {
                vm.start(new QemuCommand(ports, start));
                awaiting.run();
                return;
            } catch (LabException e) {
                vm.kill();
                if (attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                listener.progress(e.getMessage() + "; attempt " + (attempt + 1) + " of " + ATTEMPTS);
            }
        }
    }

    private void awaitServices() {
        ConsoleWatch console = new ConsoleWatch(vm, SILENCE);
        boolean inTime = Poll.until(BOOT, () -> {
            require(vm.isRunning(), "ended while it booted");
            require(!console.isSilent(), "stalled while it booted");
            return sshAnswers();
        });
        require(inTime, "did not boot within " + BOOT.toMinutes() + " minutes");
        CommandResult state = run("systemctl is-system-running --wait", "");
        require(!state.stdout().isBlank(), "was lost while it booted");
        if (!state.succeeded()) {
            CommandResult failed = run("systemctl --failed --plain --no-legend | cut -d ' ' -f 1", "");
            listener.progress(name + " is up, but not all of it: "
                    + failed.stdout().strip().replace("\n", ", "));
        }
    }

    private boolean hasRebootedSince(String bootId) {
        if (!sshAnswers()) {
            return false;
        }
        CommandResult now = run("cat /proc/sys/kernel/random/boot_id", "");
        return now.succeeded() && !now.stdout().strip().equals(bootId);
    }

    /** QEMU accepts connections for a guest that is not there yet: only the server's greeting tells. */
    private boolean sshAnswers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.ssh()), BANNER_MILLIS);
            socket.setSoTimeout(BANNER_MILLIS);
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(4), StandardCharsets.US_ASCII).equals("SSH-");
        } catch (IOException e) {
            return false;
        }
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new LabException(name + " " + otherwise + " (console: " + vm.file(VmFiles.CONSOLE) + ")");
        }
    }
}
