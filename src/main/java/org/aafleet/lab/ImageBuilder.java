package org.aafleet.lab;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Makes an image: installs Debian into a disk, boots it once, fills its database, and saves the state of the machine.
 *
 * @param log what the programs said, kept when the build fails
 */
record ImageBuilder(Release release, String mirror, LabKey key, Path log, LabListener listener) {

    private static final String STEP = "step ";
    private static final Duration COMMIT = Duration.ofMinutes(5);
    private static final int LINES_TOLD = 5;

    /** @param directory an empty one, which holds the whole image afterwards */
    void build(Path directory) {
        try {
            Resources.copyTo(directory);
            makeDisk(directory);
            Machine machine = firstMachine(directory);
            firstBoot(machine);
            Command.of("qemu-img", "commit", "-q", VmFiles.DISK)
                    .in(machine.vm().directory())
                    .runOrThrow(COMMIT);
            Directories.remove(machine.vm().directory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void makeDisk(Path directory) throws IOException {
        // A mount namespace of its own: whatever is mounted on the way is gone with the process.
        List<String> words = List.of(
                "unshare",
                "--mount",
                "sh",
                directory.resolve(Resources.IMAGE_SCRIPT).toString(),
                release.codename(),
                mirror,
                directory.toString(),
                key.publicKey().toString());
        Process process = Command.start(
                new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true));
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter logged = Files.newBufferedWriter(log)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                logged.write(line + "\n");
                lines.add(line);
                if (line.startsWith(STEP)) {
                    listener.progress(line.substring(STEP.length()));
                }
            }
            if (process.waitFor() != 0) {
                throw new LabException("building the " + release + " image failed (all of it: " + log + ")\n"
                        + String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_TOLD), lines.size())));
            }
        } catch (InterruptedException e) {
            throw Command.interrupted(e);
        } finally {
            process.destroy();
        }
    }

    private Machine firstMachine(Path directory) throws IOException {
        Vm vm = new Vm(directory.resolve(ImageStore.FIRST_BOOT));
        vm.create(directory);
        Ports ports = Ports.free(Set.of(), RandomGenerator.getDefault());
        Path knownHosts = vm.file("known_hosts");
        Files.writeString(
                knownHosts, KnownHosts.of(ports.ssh(), Files.readAllLines(directory.resolve(Image.HOST_KEYS))));
        SshClient ssh = new SshClient(key.privateKey(), knownHosts);
        return new Machine("the new " + release + " image", vm, ports, ssh, listener);
    }

    /** The machine does not outlive this process here, should it be interrupted: nobody would find it. */
    private void firstBoot(Machine machine) {
        Thread ending = new Thread(machine.vm()::kill, "lab-image-end");
        Runtime.getRuntime().addShutdownHook(ending);
        try {
            listener.progress("booting it for the first time");
            machine.boot();
            listener.progress("filling its database and trying its pages");
            CommandResult provisioned = machine.run("sh -s", Resources.text(Resources.PROVISION_SCRIPT));
            if (!provisioned.succeeded()) {
                throw new LabException("the services of the " + release + " image do not work: "
                        + provisioned.stderr().strip());
            }
            listener.progress("saving the state of the running machine");
            machine.vm().saveState();
        } finally {
            machine.vm().kill();
            Runtime.getRuntime().removeShutdownHook(ending);
        }
    }
}
