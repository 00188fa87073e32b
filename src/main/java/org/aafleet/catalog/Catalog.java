package org.aafleet.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.problem.Severity;
import org.aafleet.yaml.Binder;
import org.aafleet.yaml.Source;
import org.aafleet.yaml.YamlReader;

/**
 * The services that can be confined: those that the program ships, overridden one by one by the directories of the user.
 * A name ends up in file names and shell words of a host, so names are plain words.
 */
public final class Catalog {

    static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private static final String SHIPPED = "/org/aafleet/catalog/profiles";
    private static final String ABOUT = "service.yml";

    private final Map<String, Service> services;

    private Catalog(Map<String, Service> services) {
        this.services = services;
    }

    /**
     * Reads the shipped services and those below the directories; a later directory overrides an earlier one.
     *
     * @param directories such as {@code profiles/} beside a playbook; one that does not exist counts as empty
     */
    public static Catalog load(List<Path> directories, Problems problems) {
        Map<String, Service> services = new TreeMap<>();
        withShipped(root -> readAll(root, services, problems));
        for (Path directory : directories) {
            if (Files.isDirectory(directory)) {
                readAll(directory, services, problems);
            }
        }
        return new Catalog(services);
    }

    public Optional<Service> service(String name) {
        return Optional.ofNullable(services.get(name));
    }

    public List<String> names() {
        return List.copyOf(services.keySet());
    }

    /** The scripts that discover a service's settings, by service, in the order in which they use each other's findings. */
    public Map<String, String> discoveries(Service service) {
        Map<String, String> scripts = new LinkedHashMap<>();
        addDiscoveries(service, new HashSet<>(), scripts);
        return scripts;
    }

    private void addDiscoveries(Service service, Set<String> seen, Map<String, String> scripts) {
        if (service.discovery().isPresent() && seen.add(service.name())) {
            for (String earlier : service.about().discoverAfter()) {
                service(earlier).ifPresent(found -> addDiscoveries(found, seen, scripts));
            }
            scripts.put(service.name(), service.discovery().get().text());
        }
    }

    /** A file system of its own for each reader: the one that a jar's URI names is shared, and closed by the first. */
    private static void withShipped(Consumer<Path> reader) {
        try {
            URL place = Objects.requireNonNull(Catalog.class.getResource(SHIPPED), SHIPPED);
            if (!(place.openConnection() instanceof JarURLConnection jar)) {
                reader.accept(Path.of(place.toURI()));
                return;
            }
            try (FileSystem files =
                    FileSystems.newFileSystem(Path.of(jar.getJarFileURL().toURI()))) {
                reader.accept(files.getPath(SHIPPED));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void readAll(Path root, Map<String, Service> services, Problems problems) {
        for (Path directory : list(root)) {
            String name = directory.getFileName().toString().replace("/", "");
            if (!Files.isRegularFile(directory.resolve(ABOUT))) {
                continue;
            }
            if (!NAME.matcher(name).matches()) {
                problems.add(Problem.error(directory + ": a service's name is made of a-z, 0-9, '.', '_' and '-'"));
                continue;
            }
            read(name, directory, problems).ifPresent(service -> services.put(name, service));
        }
    }

    private static Optional<Service> read(String name, Path directory, Problems problems) {
        Optional<Source> about = source(directory.resolve(ABOUT), problems);
        Optional<ServiceFile> file = about.flatMap(text -> YamlReader.read(text, problems, Severity.ERROR)
                .flatMap(node -> new Binder(text, problems).bind(node, ServiceFile.class)));
        if (file.isEmpty()) {
            return Optional.empty();
        }
        List<String> unfit = ServiceNames.problems(file.get());
        unfit.forEach(message -> problems.add(Problem.error(about.get().at(1, 1), message)));
        if (!unfit.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Source> fragments = new LinkedHashMap<>();
        for (String fragment : file.get().fragments()) {
            source(directory.resolve("features").resolve(fragment), problems)
                    .ifPresent(text -> fragments.put(fragment, text));
        }
        Optional<Source> profile = source(directory.resolve(file.get().profile()), problems);
        Optional<Source> tunables = source(directory.resolve("tunables"), problems);
        Optional<Source> site =
                file.get().sites().flatMap(sites -> source(directory.resolve(sites.profile()), problems));
        Path discover = directory.resolve("discover.sh");
        Optional<Source> discovery = Files.exists(discover) ? source(discover, problems) : Optional.empty();
        return profile.isEmpty() || tunables.isEmpty()
                ? Optional.empty()
                : Optional.of(new Service(
                        name,
                        file.get(),
                        profile.get(),
                        tunables.get(),
                        fragments,
                        ServiceNames.programs(file.get()),
                        site,
                        discovery));
    }

    private static Optional<Source> source(Path file, Problems problems) {
        try {
            return Optional.of(Source.read(file));
        } catch (InputException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
