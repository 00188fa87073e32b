package org.aafleet.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One directory with a virtual machine's files, and the QEMU process that runs it, if any. */
record Vm(Path directory) {

    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration MIGRATION = Duration.ofMinutes(3);
    private static final Duration END = Duration.ofSeconds(30);

    /** Makes the directory with a fresh layer over the image's disk; what a layer held before is gone. */
    void create(Path image) {
        try {
            Files.createDirectories(directory);
            Path base = file(VmFiles.BASE);
            Files.deleteIfExists(base);
            Files.createSymbolicLink(base, image);
            Files.deleteIfExists(file(VmFiles.DISK));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String lower = VmFiles.BASE + "/" + VmFiles.DISK;
        Command.of("qemu-img", "create", "-q", "-f", "qcow2", "-b", lower, "-F", "qcow2", VmFiles.DISK)
                .in(directory)
                .runOrThrow(START);
    }

    /** Starts QEMU, which outlives this process and its terminal. The guest runs when this returns. */
    void start(QemuCommand command) {
        List<String> words = new ArrayList<>(List.of("setsid"));
        words.addAll(command.words());
        delete(VmFiles.MONITOR);
        delete(VmFiles.PID);
        keepConsole();
        Process process = Command.start(new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(file(VmFiles.MESSAGES).toFile()));
        // QEMU serves its monitor once everything else is set up, the forwarded ports included.
        Poll.until(START, () -> !process.isAlive() || monitorAnswers());
        if (!isRunning()) {
            throw new LabException(
                    "QEMU did not start: " + text(VmFiles.MESSAGES).strip());
        }
        if (command.start() == QemuCommand.Start.WAKE) {
            wake();
        }
    }

    boolean isRunning() {
        return process().isPresent();
    }

    /** Ends QEMU at once, as if the plug were pulled; nothing when it does not run. */
    void kill() {
        process().ifPresent(process -> {
            process.destroyForcibly();
            try {
                process.onExit().get(END.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw Command.interrupted(e);
            } catch (ExecutionException | TimeoutException e) {
                throw new LabException("QEMU (process " + process.pid() + ") does not end", e);
            }
        });
    }

    void setNetwork(boolean up) {
        monitor(monitor -> monitor.execute("set_link", Map.of("name", VmFiles.NETWORK, "up", up)));
    }

    /** Stops the machine, writes its state beside the disk of the image, and ends it. */
    void saveState() {
        monitor(monitor -> {
            monitor.execute("stop", Map.of());
            monitor.execute("migrate-set-parameters", Map.of("max-bandwidth", 4L << 30));
            monitor.execute("migrate", Map.of("uri", "exec:cat > " + VmFiles.BASE + "/" + Image.STATE));
            Poll.until(
                    MIGRATION, () -> !List.of("setup", "active", "device").contains(monitor.status("query-migrate")));
            String outcome = monitor.status("query-migrate");
            if (!outcome.equals("completed")) {
                throw new LabException("the state of the machine could not be saved: " + outcome);
            }
        });
        kill();
    }

    /** Bytes on the console so far: it grows while a kernel boots. */
    long consoleSize() {
        try {
            return Files.size(file(VmFiles.CONSOLE));
        } catch (IOException e) {
            return 0;
        }
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    private void wake() {
        monitor(monitor -> {
            Poll.until(MIGRATION, () -> !monitor.status("query-status").equals("inmigrate"));
            monitor.execute("cont", Map.of());
        });
    }

    private boolean monitorAnswers() {
        try {
            monitor(monitor -> monitor.status("query-status"));
            return true;
        } catch (LabException e) {
            return false;
        }
    }

    private interface Dialogue {
        void with(QemuMonitor monitor);
    }

    private void monitor(Dialogue dialogue) {
        long pid = process()
                .orElseThrow(() -> new LabException(directory.getFileName() + " is off"))
                .pid();
        // The name of a socket has at most 107 bytes; by way of /proc it is short wherever the directory is.
        Path socket = Path.of("/proc", Long.toString(pid), "cwd", VmFiles.MONITOR);
        try (QemuMonitor monitor = QemuMonitor.connect(socket)) {
            dialogue.with(monitor);
        } catch (IOException e) {
            throw new LabException("no connection to QEMU's monitor: " + e.getMessage(), e);
        }
    }

    /** The process that the pid file names, if it is still that process: numbers are used again. */
    private Optional<ProcessHandle> process() {
        String pid = text(VmFiles.PID).strip();
        return pid.matches("\\d{1,9}")
                ? ProcessHandle.of(Long.parseLong(pid)).filter(process -> process.isAlive() && worksHere(process))
                : Optional.empty();
    }

    private boolean worksHere(ProcessHandle process) {
        try {
            Path workingDirectory = Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"));
            return workingDirectory.equals(directory.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private String text(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            return "";
        }
    }

    /** What a boot that failed wrote last is wanted after the next one was started. */
    private void keepConsole() {
        try {
            if (Files.exists(file(VmFiles.CONSOLE))) {
                Path before = file(VmFiles.CONSOLE + ".1");
                Files.move(file(VmFiles.CONSOLE), before, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void delete(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
