package org.aafleet.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** The images in the user's cache, each made when it is first asked for. */
final class ImageStore {

    static final String FIRST_BOOT = "first-boot";

    private static final String UNFINISHED = ".unfinished";
    private static final Duration VERSION = Duration.ofSeconds(30);

    private final LabDirs dirs;
    private final LabSettings settings;
    private final LabListener listener;

    ImageStore(LabDirs dirs, LabSettings settings, LabListener listener) {
        this.dirs = dirs;
        this.settings = settings;
        this.listener = listener;
    }

    LabKey key() {
        return LabKey.in(dirs.images());
    }

    /**
     * The image of a release, built now if it is not there.
     *
     * @throws LabException when a package is missing, this is not root and the image has to be built, or it failed
     */
    Image image(Release release) {
        require(requirements().missingToRun());
        LabKey key = key();
        String id = recipe(release, key).id();
        Path directory = dirs.images().resolve(id);
        if (!Files.isDirectory(directory)) {
            locked(release, () -> build(release, key, directory));
        }
        return new Image(directory);
    }

    /** Removes every image that no lab uses. */
    void purge() {
        for (Release release : Release.values()) {
            locked(release, () -> removeOthers(release, ""));
        }
    }

    private void locked(Release release, Runnable action) {
        Path file = dirs.images().resolve(release + ".lock");
        String busy = "waiting for another aa-fleet, which works at the " + release + " image";
        FileLock.holding(file, () -> listener.progress(busy), () -> {
            action.run();
            return file;
        });
    }

    private void build(Release release, LabKey key, Path finished) {
        if (Files.isDirectory(finished)) {
            return;
        }
        require(requirements().missingToBuild());
        if (!Root.isRoot()) {
            throw new LabException(
                    "the " + release + " image is not in " + dirs.images() + " yet, and only root can build it");
        }
        Directories.below(dirs.images(), name -> name.startsWith(release + "-") && name.endsWith(UNFINISHED))
                .forEach(ImageStore::removeUnfinished);
        listener.progress("building the " + release + " image, once; this takes two to five minutes");
        Path directory = finished.resolveSibling(finished.getFileName() + UNFINISHED);
        Path log = dirs.images().resolve(release + "-build.log");
        try {
            Files.createDirectories(directory);
            new ImageBuilder(release, mirror(), key, log, listener).build(directory);
            Files.move(directory, finished, StandardCopyOption.ATOMIC_MOVE);
            removeOthers(release, finished.getFileName().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            removeUnfinished(directory);
        }
    }

    private String mirror() {
        return settings.mirror()
                .orElseGet(() -> AptSources.ofThisMachine().debianMirror().orElse(AptSources.DEFAULT_MIRROR));
    }

    private static Recipe recipe(Release release, LabKey key) {
        String version = Command.of(QemuCommand.PROGRAM, "--version")
                .runOrThrow(VERSION)
                .lines()
                .findFirst()
                .orElse("");
        List<String> scripts = Resources.NAMES.stream().map(Resources::text).toList();
        return new Recipe(release, scripts, version, key.publicText());
    }

    private static Requirements requirements() {
        return Requirements.searching(System.getenv().getOrDefault("PATH", ""));
    }

    private void require(SortedSet<String> missing) {
        if (missing.isEmpty()) {
            return;
        }
        if (!settings.install()) {
            throw new LabException("a lab needs these Debian packages: " + String.join(" ", missing)
                    + " ('aa-fleet lab up --install' installs them when root)");
        }
        Requirements.install(missing, listener);
    }

    private void removeOthers(Release release, String wanted) {
        Set<Path> used = used();
        Directories.below(dirs.images(), name -> name.matches(release + "-[0-9a-f]+") && !name.equals(wanted)).stream()
                .filter(directory -> !used.contains(directory))
                .forEach(directory -> {
                    listener.progress("removing the image " + directory.getFileName());
                    Directories.remove(directory);
                });
    }

    /** The images that hosts stand on, running or not. */
    private Set<Path> used() {
        return Directories.below(dirs.labs(), name -> true).stream()
                .flatMap(lab -> Directories.below(lab, name -> true).stream())
                .map(host -> host.resolve(VmFiles.BASE))
                .filter(Files::isSymbolicLink)
                .map(ImageStore::target)
                .collect(Collectors.toSet());
    }

    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An interrupted build may have left its machine running. */
    private static void removeUnfinished(Path directory) {
        if (Files.exists(directory)) {
            new Vm(directory.resolve(FIRST_BOOT)).kill();
            Directories.remove(directory);
        }
    }
}
