package org.aafleet.catalog;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.aafleet.policy.Attachment;
import org.aafleet.policy.ProfileFile;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;

/**
 * An entry of the catalogue.
 *
 * @param profile the AppArmor source
 * @param tunables the AppArmor variables with their default values
 * @param fragments optional rules, by the names of their files: a feature's own name, and FEATURE.OTHER for what it is where
 *     the feature OTHER alters it
 * @param site the fragment with the child or hat of which each site gets a copy
 * @param programs executables whose processes must be confined
 * @param discovery the shell script that reads the service's own configuration on a host
 * @param includes names of files that are not aa-fleet's own and that its source includes
 */
public record Service(
        String name,
        ServiceFile about,
        Source profile,
        Source tunables,
        Map<String, Source> fragments,
        List<Attachment> programs,
        Optional<Source> site,
        Optional<Source> discovery,
        Set<String> includes) {

    public Service(
            String name,
            ServiceFile about,
            Source profile,
            Source tunables,
            Map<String, Source> fragments,
            List<Attachment> programs,
            Optional<Source> site,
            Optional<Source> discovery) {
        this(name, about, profile, tunables, fragments, programs, site, discovery, includes(profile, fragments, site));
    }

    private static Set<String> includes(Source profile, Map<String, Source> fragments, Optional<Source> site) {
        Set<String> names =
                new TreeSet<>(ProfileFile.parse(profile, new Problems()).includes());
        Stream.concat(fragments.values().stream(), site.stream())
                .forEach(source -> names.addAll(
                        ProfileFile.parseFragment(source, new Problems()).includes()));
        names.removeIf(name -> name.startsWith("aa-fleet/"));
        return names;
    }

    /** The name of the child or hat of which each site gets a copy. */
    static final String PATTERN_OF_SITES = "site";

    private static final Pattern NO_WORD = Pattern.compile("[^A-Za-z0-9]");

    public Service {
        programs = List.copyOf(programs);
        fragments = Collections.unmodifiableMap(new LinkedHashMap<>(fragments));
    }

    /** The fragment of a feature where these are in force. */
    Source fragment(String feature, Collection<String> inForce) {
        return about.features().entrySet().stream()
                .filter(other -> inForce.contains(other.getKey()))
                .filter(other -> other.getValue().alters().contains(feature))
                .map(other -> fragments.get(ServiceFile.altered(feature, other.getKey())))
                .findFirst()
                .orElseGet(() -> Objects.requireNonNull(fragments.get(feature)));
    }

    /** What these features include, by the names of the files. */
    Map<String, Source> used(Collection<String> features) {
        Map<String, Source> used = new TreeMap<>();
        about.features().forEach((name, feature) -> {
            if (features.contains(name)) {
                feature.uses().forEach(file -> used.put(file, Objects.requireNonNull(fragments.get(file))));
            }
        });
        return used;
    }

    /** Whether a virtual host or pool can have this name: it becomes one of a profile and of variables. */
    public static boolean isSite(String name) {
        return ServiceNames.isSite(name);
    }

    /** The AppArmor variable of a site's tunable, without {@code @{}}: no two sites have the same. */
    public String variable(String site, String tunable) {
        String name = NO_WORD.matcher(site)
                .replaceAll(found -> String.format("_%02x", (int) found.group().charAt(0)));
        return variable(PATTERN_OF_SITES + "_" + name + "_" + tunable);
    }

    /** The same of the child or hat of which each site gets a copy. */
    String variableOfPattern(String tunable) {
        return variable(PATTERN_OF_SITES + "_" + tunable);
    }

    /** The AppArmor variable of a tunable, without {@code @{}}. */
    public String variable(String tunable) {
        return name.replace('-', '_') + "_" + tunable;
    }
}
