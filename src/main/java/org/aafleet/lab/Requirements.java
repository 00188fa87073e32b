package org.aafleet.lab;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The programs that a lab needs, and the Debian packages that they come from. */
public final class Requirements {

    private static final Path KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

    private static final Duration INSTALLATION = Duration.ofMinutes(20);

    private static final Map<String, String> TO_RUN = Map.of(
            "qemu-system-x86_64", "qemu-system-x86",
            "qemu-img", "qemu-utils",
            "ssh", "openssh-client",
            "ssh-keygen", "openssh-client",
            "setsid", "util-linux");

    private static final Map<String, String> TO_BUILD = Map.of(
            "mmdebstrap", "mmdebstrap",
            "mke2fs", "e2fsprogs",
            "unshare", "util-linux");

    private final List<Path> path;

    Requirements(List<Path> path) {
        this.path = List.copyOf(path);
    }

    /** @param path as in the environment variable {@code PATH} */
    public static Requirements searching(String path) {
        List<Path> directories = Arrays.stream(path.split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(Path::of)
                .collect(Collectors.toCollection(ArrayList::new));
        // The programs that only root uses are not on everybody's path.
        directories.addAll(List.of(Path.of("/usr/sbin"), Path.of("/sbin")));
        return new Requirements(directories);
    }

    /** The packages that are missing for running the hosts of an image that is there. */
    public SortedSet<String> missingToRun() {
        return missing(TO_RUN);
    }

    /** The packages that are missing for building an image and running its hosts. */
    public SortedSet<String> missingToBuild() {
        SortedSet<String> packages = missingToRun();
        packages.addAll(missing(TO_BUILD));
        if (!Files.exists(KEYRING)) {
            packages.add("debian-archive-keyring");
        }
        return packages;
    }

    /** @throws LabException when this is not Debian (or a derivative), not root, or apt-get failed */
    public static void install(SortedSet<String> packages, LabListener listener) {
        if (!Files.exists(Path.of("/etc/debian_version")) || !Root.isRoot()) {
            throw new LabException("only root on Debian can install " + String.join(" ", packages));
        }
        listener.progress("installing " + String.join(" ", packages));
        aptGet(List.of("update"));
        List<String> install = new ArrayList<>(List.of("install", "--yes", "--no-install-recommends"));
        install.addAll(packages);
        aptGet(install);
    }

    private static void aptGet(List<String> arguments) {
        List<String> words = new ArrayList<>(List.of("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"));
        words.addAll(arguments);
        Command.of(words).run(INSTALLATION).orThrow("apt-get " + arguments.get(0));
    }

    private SortedSet<String> missing(Map<String, String> programs) {
        return programs.entrySet().stream()
                .filter(program -> !isInstalled(program.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isInstalled(String program) {
        return path.stream().anyMatch(directory -> Files.isExecutable(directory.resolve(program)));
    }
}
