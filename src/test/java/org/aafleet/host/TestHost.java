package org.aafleet.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.aafleet.Needs;

/**
 * A host in a directory. The scripts are the real ones, under a real shell, and the real {@code apparmor_parser} judges the
 * policy; only the kernel's list of profiles, systemd and dpkg are stand-ins.
 */
final class TestHost {

    static final Questions NOTHING = new Questions(List.of(), List.of(), List.of(), List.of(), java.util.Map.of());
    private static final List<String> STAND_INS = List.of(
            "apparmor_parser", "systemctl", "systemd-run", "dmesg", "journalctl", "workers", "dpkg-query", "sync");

    private final Path root;
    private final ShellKind shell;

    private TestHost(Path root, ShellKind shell) {
        this.root = root;
        this.shell = shell;
    }

    record Run(int status, String stdout, String stderr) {

        static final int KILLED = 137;

        ApplyAnswer applyAnswer() {
            return ApplyAnswer.parse(stdout);
        }
    }

    /** A Debian host with AppArmor and systemd, where nothing is under AppArmor yet. */
    static TestHost create(Path root, ShellKind shell) throws IOException {
        Needs.program("apparmor_parser", "apparmor");
        TestHost host = new TestHost(root, shell);
        for (String directory : List.of(
                "etc/apparmor.d",
                "etc/web.d",
                "etc/mail.d",
                "etc/systemd/system",
                "run/systemd/system",
                "var/lib",
                "var/cache/apparmor",
                "proc/self",
                "test",
                "usr/sbin",
                "usr/bin")) {
            Files.createDirectories(root.resolve(directory));
        }
        host.write("etc/os-release", "PRETTY_NAME=\"Debian\"\nVERSION_ID=\"12\"\nID=debian\n");
        host.write("proc/self/status", "Name:\tsh\nCapPrm:\t0\nCapEff:\t000001ffffffffff\nCapBnd:\t1\n");
        host.write("proc/sys/kernel/osrelease", "6.1.0-37-amd64\n");
        host.write("sys/module/apparmor/parameters/enabled", "Y\n");
        host.write("sys/kernel/security/apparmor/profiles", "");
        host.write("sys/kernel/security/apparmor/.ns_name", "root\n");
        host.uptime(1000);
        host.newBootId();
        STAND_INS.forEach(name -> host.standIn(name, "usr/sbin/" + name));
        host.standIn("daemon", "usr/sbin/webd");
        host.standIn("daemon", "usr/sbin/maild");
        host.standIn("remove", "sys/kernel/security/apparmor/.remove");
        shell.installApplets(root.resolve("usr/bin"));
        return host;
    }

    /** The same host in another directory. */
    TestHost copyTo(Path directory) throws IOException, InterruptedException {
        Process copy = new ProcessBuilder("cp", "-a", root.toString(), directory.toString()).start();
        assertThat(copy.waitFor()).isZero();
        return new TestHost(directory, shell);
    }

    Path path(String path) {
        return root.resolve(path.startsWith("/") ? path.substring(1) : path);
    }

    String read(String path) {
        try {
            return Files.readString(path(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String path, String text) {
        try {
            Files.createDirectories(path(path).getParent());
            Files.writeString(path(path), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void standIn(String name, String path) {
        write(path, resource(name));
        assertThat(path(path).toFile().setExecutable(true)).isTrue();
    }

    private static String resource(String name) {
        try (InputStream in = TestHost.class.getResourceAsStream("machine/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The power has gone and come back, and nothing has started yet. */
    void newBoot() {
        newBootId();
        write("sys/kernel/security/apparmor/profiles", "");
    }

    private void newBootId() {
        write("proc/sys/kernel/random/boot_id", UUID.randomUUID() + "\n");
    }

    /** What the kernel says of the time since its start. */
    void uptime(int seconds) {
        write("proc/uptime", seconds + ".47 1234.56\n");
    }

    String bootId() {
        return read("proc/sys/kernel/random/boot_id").strip();
    }

    /** Waits until a script has made the file. */
    void await(String path) throws InterruptedException {
        for (int i = 0; i < 6000 && !Files.exists(path(path)); i++) {
            Thread.sleep(50);
        }
        assertThat(path(path)).exists();
    }

    /** The lines of the kernel's list. */
    List<String> kernel() {
        return read("sys/kernel/security/apparmor/profiles").lines().toList();
    }

    /** Names, contents and modes of all below /etc. */
    List<String> etc() {
        return FileTree.of(path("/etc"));
    }

    /** Somebody loads a profile. */
    void load(String line) {
        List<String> lines = new ArrayList<>(kernel());
        lines.add(line);
        write("sys/kernel/security/apparmor/profiles", String.join("\n", lines) + "\n");
    }

    /** The revisions that are kept of a service. */
    List<String> revisions(String service) {
        return names("/var/lib/aa-fleet/services/" + service + "/revisions");
    }

    /** What a transaction uses and should have removed. */
    List<String> leftovers() {
        List<String> leftovers = new ArrayList<>(names("/var/lib/aa-fleet"));
        leftovers.removeAll(List.of("services", "made", "rollback", "recover", "rollout"));
        etc().stream()
                .filter(line -> line.contains("aa-fleet~") || line.contains(".service.d/aa-fleet.conf"))
                .forEach(leftovers::add);
        return leftovers;
    }

    private List<String> names(String directory) {
        try (Stream<Path> files = Files.list(path(directory))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nobody's workers ever died, and every service that runs does so with the snippet that is on the disk. */
    void servesWell(String when) {
        assertThat(path("test/dead")).as(when).doesNotExist();
        if (!Files.isDirectory(path("test/running"))) {
            return;
        }
        for (String unit : names("test/running")) {
            String snippet = "/etc/" + unit.replace(".service", ".d/zz-aa-fleet.conf");
            String there = Files.exists(path(snippet)) ? read(snippet) : "";
            assertThat(read("test/running/" + unit)).as(when + ": " + unit).isEqualTo(there);
        }
    }

    ObservedHost probe(Questions questions) {
        Run run = run(HostScripts.probe(questions));
        assertThat(run.stderr()).isEmpty();
        return ProbeAnswer.parse(run.stdout());
    }

    ApplyAnswer apply(ServiceRevision... services) {
        return apply(List.of(), services);
    }

    ApplyAnswer apply(List<String> restarts, ServiceRevision... services) {
        return run(script(restarts, services)).applyAnswer();
    }

    static String script(List<String> restarts, ServiceRevision... services) {
        return script(restarts, Optional.empty(), services);
    }

    static String script(List<String> restarts, Optional<Confirmation> confirmation, ServiceRevision... services) {
        return HostScripts.apply(
                new Transaction(Owner.of("tester"), List.of(services), restarts, 10, true, confirmation), NOTHING);
    }

    Run run(String script) {
        return finish(start(script));
    }

    /** Runs it with shell put in before the last line, when every function has been defined. */
    Run run(String script, String before) {
        return run(beforeLast(script, before));
    }

    static String beforeLast(String script, String before) {
        int last = script.lastIndexOf('\n', script.length() - 2) + 1;
        return script.substring(0, last) + before + "\n" + script.substring(last);
    }

    record Running(Process process, Path stdout, Path stderr) {}

    Running start(String script) {
        return start(List.of("-s"), script, command -> command);
    }

    /** Runs a script that lies on the host. */
    Run tool(String name, String... arguments) {
        List<String> words =
                new ArrayList<>(List.of(path("/var/lib/aa-fleet/" + name).toString()));
        words.addAll(List.of(arguments));
        return finish(start(words, "", command -> command));
    }

    Running start(List<String> arguments, String stdin, UnaryOperator<ProcessBuilder> adjust) {
        List<String> command = new ArrayList<>(shell.command());
        command.addAll(arguments);
        try {
            Path stdout = Files.createTempFile("stdout", "");
            Path stderr = Files.createTempFile("stderr", "");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(stdout.toFile()).redirectError(stderr.toFile());
            builder.environment().put("AA_FLEET_ROOT", root.toString());
            Process process = adjust.apply(builder).start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(throughStandIns(stdin).getBytes(StandardCharsets.UTF_8));
            }
            return new Running(process, stdout, stderr);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Run finish(Running running) {
        try {
            assertThat(running.process().waitFor(5, TimeUnit.MINUTES))
                    .as("the script ends")
                    .isTrue();
            Run run = new Run(
                    running.process().exitValue(),
                    new String(Files.readAllBytes(running.stdout()), StandardCharsets.UTF_8),
                    Files.readString(running.stderr()));
            Files.delete(running.stdout());
            Files.delete(running.stderr());
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** No file can act at the moment when it is written to, so the kernel's .remove is a program here. */
    private static String throughStandIns(String script) {
        return script.replace("> \"$kernel/.remove\"", "| \"$kernel/.remove\"");
    }

    /** The power goes and comes back: the kernel has what the boot loads from the disk. */
    List<String> reboot() {
        newBootId();
        List<String> words = new ArrayList<>(List.of("-s", "--"));
        words.addAll(shell.command());
        Run run = finish(start(words, resource("boot"), command -> command));
        assertThat(run.stderr()).isEmpty();
        return run.stdout().lines().toList();
    }
}
