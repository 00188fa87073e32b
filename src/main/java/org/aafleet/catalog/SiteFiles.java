package org.aafleet.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.aafleet.policy.ProfileFile;
import org.aafleet.policy.SearchPath;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.problem.Suggestion;
import org.aafleet.yaml.Source;

/**
 * A site's own rules, plain AppArmor in files of its repository: {@code profiles/SERVICE/rules/PROFILE} for all hosts, {@code
 * group_rules/GROUP/PROFILE} and {@code host_rules/HOST/PROFILE} for some. {@code PROFILE} is the kernel's name, with {@code .} for
 * {@code //}.
 */
public final class SiteFiles {

    public static final SiteFiles NONE = new SiteFiles(Map.of());

    /** By service, scope and profile. */
    private final Map<String, Map<RuleScope, Map<String, Source>>> rules;

    private SiteFiles(Map<String, Map<RuleScope, Map<String, Source>>> rules) {
        this.rules = rules;
    }

    /** @param directories such as {@code profiles/} beside a playbook; a later one's file counts before an earlier's */
    public static SiteFiles load(List<Path> directories, Catalog catalog, Problems problems) {
        Map<String, Map<RuleScope, Map<String, Source>>> rules = new LinkedHashMap<>();
        for (String name : catalog.names()) {
            Service service = catalog.service(name).orElseThrow();
            Map<RuleScope, Map<String, Source>> own = new TreeMap<>();
            for (Path directory : directories) {
                read(directory.resolve(name), service, own, problems);
            }
            own.values().forEach(files -> files.values().forEach(file -> ProfileFile.parseFragment(file, problems)));
            checkNames(service, own, problems);
            rules.put(name, own);
        }
        return new SiteFiles(rules);
    }

    private static void read(
            Path directory, Service service, Map<RuleScope, Map<String, Source>> into, Problems problems) {
        for (RuleScope.Kind kind : RuleScope.Kind.values()) {
            Path rules = directory.resolve(kind.directory());
            List<Path> places = kind == RuleScope.Kind.ALL ? List.of(rules) : directories(rules);
            for (Path place : places) {
                String name =
                        kind == RuleScope.Kind.ALL ? "" : place.getFileName().toString();
                for (Path file : Files.isDirectory(place) ? SearchPath.files(place) : List.<Path>of()) {
                    problems.collect(() -> Source.readBytes(file))
                            .ifPresent(source -> into.computeIfAbsent(new RuleScope(kind, name), it -> new TreeMap<>())
                                    .put(profile(service, file.getFileName().toString()), source));
                }
            }
        }
    }

    private static List<Path> directories(Path parent) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that the service does not have may be a child that a rule makes. */
    private static String profile(Service service, String file) {
        Set<String> known = service.about().profiles().keySet();
        return known.stream()
                .filter(profile -> fileName(profile).equals(file))
                .findFirst()
                .or(() -> known.stream()
                        .filter(profile -> !profile.contains("//") && file.startsWith(profile + "."))
                        .findFirst()
                        .map(profile -> profile + "//" + file.substring(profile.length() + 1)))
                .orElse(file);
    }

    /** The name of the file for a profile's rules. */
    public static String fileName(String profile) {
        return profile.replace("//", ".");
    }

    private static void checkNames(Service service, Map<RuleScope, Map<String, Source>> own, Problems problems) {
        Set<String> known = new TreeSet<>(service.about().profiles().keySet());
        own.values().forEach(files -> files.forEach((profile, file) -> known.addAll(made(profile, file))));
        own.values()
                .forEach(files -> files.forEach((profile, file) -> {
                    if (!known.contains(profile) && !isSite(service, profile)) {
                        Optional<String> meant = Suggestion.didYouMean(fileName(profile), fileNames(known));
                        problems.add(Problem.error(file.at(1, 1), service.name() + " has no profile '" + profile + "'")
                                .withHint(meant.or(() ->
                                        Optional.of("its files are called " + String.join(", ", fileNames(known))))));
                    }
                }));
    }

    private static List<String> fileNames(Collection<String> profiles) {
        return profiles.stream().map(SiteFiles::fileName).toList();
    }

    private static boolean isSite(Service service, String profile) {
        return service.about()
                .sites()
                .filter(sites -> profile.startsWith(sites.parent() + "//"))
                .isPresent();
    }

    private static List<String> made(String profile, Source file) {
        return ProfileFile.parseFragment(file, new Problems()).profiles().stream()
                .map(child -> profile + "//" + child.kernelName())
                .toList();
    }

    /** All that any file is for. */
    public Set<RuleScope> scopes() {
        Set<RuleScope> scopes = new TreeSet<>();
        rules.values().forEach(own -> scopes.addAll(own.keySet()));
        return scopes;
    }

    /** The files of a service that are for these hosts alone, by profile. */
    public Map<String, Source> of(String service, RuleScope scope) {
        return rules.getOrDefault(service, Map.of()).getOrDefault(scope, Map.of());
    }

    /**
     * What a host gets, by profile.
     *
     * @param groups of the host, those with less precedence first
     */
    public Map<String, List<String>> rules(String service, String host, List<String> groups) {
        List<RuleScope> scopes = new ArrayList<>(List.of(RuleScope.EVERYWHERE));
        groups.forEach(group -> scopes.add(RuleScope.group(group)));
        scopes.add(RuleScope.host(host));
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (RuleScope scope : scopes) {
            of(service, scope)
                    .forEach((profile, file) -> found.computeIfAbsent(profile, name -> new ArrayList<>())
                            .add(file.text().strip()));
        }
        return found;
    }
}
