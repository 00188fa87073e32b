package org.aafleet.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.aafleet.catalog.Service;
import org.aafleet.host.ObservedHost;
import org.aafleet.host.ObservedPath;
import org.aafleet.host.ObservedPath.RegularFile;
import org.aafleet.host.ObservedProcess;
import org.aafleet.host.ObservedService;
import org.aafleet.policy.NamedProfile;
import org.aafleet.policy.ProfileFile;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;

/**
 * Where a service of a host stands: on disk, in the kernel, and process by process.
 *
 * @param revision empty when aa-fleet never touched it
 * @param onDisk {@code complain}, {@code enforce}, {@code mixed}, {@code disabled}, or {@code -} for no profile
 * @param inKernel the same of what is loaded
 * @param confined processes under one of the service's profiles
 * @param unconfined processes of the service under none of them
 * @param drift what is no longer as aa-fleet left it, one sentence each
 */
public record ServiceStatus(
        String service,
        OptionalInt revision,
        String onDisk,
        String inKernel,
        List<ObservedProcess> confined,
        List<ObservedProcess> unconfined,
        List<String> drift) {

    public static final String NONE = "-";

    private static final String POLICY = "/etc/apparmor.d/";

    public static ServiceStatus of(Service service, ObservedHost observed) {
        ObservedService seen = observed.service(service.name());
        Map<String, String> left = new TreeMap<>(seen.leftProfiles());
        Set<String> names = new TreeSet<>(left.keySet());
        names.addAll(service.about().profiles().keySet());
        List<ObservedProcess> confined = new ArrayList<>();
        List<ObservedProcess> unconfined = new ArrayList<>();
        Processes.of(service, names, observed)
                .forEach(process -> (names.contains(process.profile()) ? confined : unconfined).add(process));
        return new ServiceStatus(
                service.name(),
                seen.revision(),
                onDisk(seen),
                word(names.stream()
                        .filter(observed.profiles()::containsKey)
                        .map(name -> observed.profiles().get(name))
                        .toList()),
                List.copyOf(confined),
                List.copyOf(unconfined),
                drift(service, left, observed));
    }

    /** Whether all is as aa-fleet left it, and each process confined. */
    public boolean isSound() {
        return drift.isEmpty() && (inKernel.equals(NONE) || unconfined.isEmpty());
    }

    /** Whether there is anything to tell about it on this host. */
    public boolean isPresent() {
        return revision.isPresent()
                || !inKernel.equals(NONE)
                || !onDisk.equals(NONE)
                || !confined.isEmpty()
                || !unconfined.isEmpty();
    }

    private static String onDisk(ObservedService seen) {
        String file = "aa-fleet." + seen.name();
        if (!(seen.at(POLICY + file) instanceof RegularFile profiles)) {
            return NONE;
        }
        if (!(seen.at(POLICY + "disable/" + file) instanceof ObservedPath.Absent)) {
            return "disabled";
        }
        if (!(seen.at(POLICY + "force-complain/" + file) instanceof ObservedPath.Absent)) {
            return "complain";
        }
        return word(ProfileFile.parse(new Source(profiles.path(), profiles.text()), new Problems()).profiles().stream()
                .map(NamedProfile::mode)
                .toList());
    }

    private static String word(Collection<String> modes) {
        Set<String> distinct = new TreeSet<>(modes);
        return distinct.isEmpty()
                ? NONE
                : distinct.size() > 1 ? "mixed" : distinct.iterator().next();
    }

    private static List<String> drift(Service service, Map<String, String> left, ObservedHost observed) {
        List<String> drift = new ArrayList<>();
        new TreeSet<>(observed.service(service.name()).drifted())
                .forEach(path -> drift.add(path + " was changed by hand"));
        left.forEach((name, mode) -> {
            String now = observed.profiles().get(name);
            if (now == null) {
                drift.add("the kernel lacks " + name);
            } else if (!now.equals(mode)) {
                drift.add("the kernel has " + name + " in " + now + ", not " + mode);
            }
        });
        if (!left.isEmpty()) {
            Rivals.active(service, observed)
                    .forEach(path -> drift.add(path + " has come, a profile for the same program; apply disables it"));
        }
        return drift;
    }
}
