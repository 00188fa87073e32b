package org.aafleet.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Suggestion;

/**
 * A named set of lab hosts, which run on when this process ends. Labs of different names know nothing of each other.
 *
 * <p>Every method throws {@link LabException} when this machine or a host does not do what is needed.
 */
public final class Lab {

    public static final String DEFAULT_NAME = "default";

    private final Path directory;
    private final ImageStore images;
    private final LabSettings settings;
    private final LabListener listener;
    private final Clock clock;

    private Lab(Path directory, ImageStore images, LabSettings settings, LabListener listener, Clock clock) {
        this.directory = directory;
        this.images = images;
        this.settings = settings;
        this.listener = listener;
        this.clock = clock;
    }

    /** @throws InputException when the name is not a word of letters, digits and hyphens */
    public static Lab open(LabDirs dirs, String name, LabSettings settings, LabListener listener) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,40}")) {
            throw new InputException(
                    "'" + name + "' cannot be the name of a lab: small letters, digits and hyphens make one");
        }
        ImageStore images = new ImageStore(dirs, settings, listener);
        return new Lab(dirs.labs().resolve(name), images, settings, listener, Clock.systemUTC());
    }

    /** All hosts of the lab, running or not, by release and number. */
    public List<LabHost> hosts() {
        return Directories.below(directory, name -> true).stream()
                .flatMap(host -> HostFile.read(host).map(file -> host(host, file)).stream())
                .sorted(Comparator.comparing(LabHost::release).thenComparing(Lab::number))
                .toList();
    }

    /** @throws InputException when the lab has no such host, with the one that was probably meant */
    public LabHost host(String name) {
        List<LabHost> all = hosts();
        return all.stream().filter(host -> host.name().equals(name)).findFirst().orElseThrow(() -> {
            List<String> names = all.stream().map(LabHost::name).toList();
            return new InputException(Problem.error("no host '" + name + "' in this lab")
                    .withHint(Suggestion.didYouMean(name, names)
                            .orElse(names.isEmpty() ? "it has none" : "it has " + String.join(", ", names))));
        });
    }

    /**
     * Sees to it that the lab has so many running hosts of a release: new ones start from the snapshot of their image,
     * and those that are off boot from their own disks. Hosts that run are left as they are.
     *
     * @return those hosts
     */
    public List<LabHost> up(Release release, int count) {
        List<LabHost> wanted = locked(() -> prepare(release, count));
        wanted.parallelStream().forEach(LabHost::ensureRunning);
        return wanted;
    }

    /** Ends the host and forgets what was on its disk. */
    public void down(List<LabHost> hosts) {
        locked(() -> {
            hosts.forEach(LabHost::remove);
            removeUnusable();
            writeFiles();
            return hosts;
        });
    }

    /** Removes the images that no host of any lab stands on. */
    public void purgeImages() {
        images.purge();
    }

    /** An inventory in Ansible's YAML form, for {@code -i}; there once a host was brought up. */
    public Path inventoryFile() {
        return directory.resolve("inventory.yml");
    }

    public Path knownHostsFile() {
        return directory.resolve("known_hosts");
    }

    public Path privateKey() {
        return images.key().privateKey();
    }

    private List<LabHost> prepare(Release release, int count) {
        removeUnusable();
        List<LabHost> wanted = IntStream.rangeClosed(1, count)
                .mapToObj(number -> directory.resolve(release.codename() + number))
                .map(host -> HostFile.read(host).map(file -> host(host, file)).orElseGet(() -> create(host, release)))
                .toList();
        writeFiles();
        return wanted;
    }

    private LabHost create(Path host, Release release) {
        Image image = images.image(release);
        Set<Integer> taken = hosts().stream()
                .flatMapToInt(other -> other.ports().all())
                .boxed()
                .collect(Collectors.toSet());
        HostFile file = new HostFile(release, Ports.free(taken, RandomGenerator.getDefault()));
        new Vm(host).create(image.directory());
        file.write(host);
        return host(host, file);
    }

    private LabHost host(Path host, HostFile file) {
        SshClient ssh = new SshClient(privateKey(), knownHostsFile());
        Machine machine = new Machine(host.getFileName().toString(), new Vm(host), file.ports(), ssh, listener);
        return new LabHost(machine, file.release(), settings.setClock(), clock);
    }

    /** What an interrupted aa-fleet left half made, and what lost its image: nothing can be started from either. */
    private void removeUnusable() {
        Directories.below(directory, name -> true).stream()
                .filter(host -> HostFile.read(host).isEmpty() || !Files.exists(host.resolve(VmFiles.BASE)))
                .forEach(host -> {
                    listener.progress("removing " + host.getFileName() + ", which is unfinished or has lost its image");
                    new Vm(host).kill();
                    Directories.remove(host);
                });
    }

    private void writeFiles() {
        List<LabHost> hosts = hosts();
        Directories.write(
                knownHostsFile(), hosts.stream().map(LabHost::knownHosts).collect(Collectors.joining()));
        Directories.write(inventoryFile(), LabInventory.text(hosts, privateKey(), knownHostsFile()));
    }

    private static int number(LabHost host) {
        return Integer.parseInt(host.name().replaceAll("\\D", ""));
    }

    private <T> T locked(Supplier<T> action) {
        Path file = directory.resolve("lab.lock");
        return FileLock.holding(file, () -> listener.progress("waiting for another aa-fleet in this lab"), action);
    }
}
