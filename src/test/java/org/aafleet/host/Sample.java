package org.aafleet.host;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A service's desired state, small but with all that a real one has: an included tunables file, an optional fragment, a
 * child profile and a hat.
 *
 * @param retired other people's profile files to disable, with the profiles in them
 */
record Sample(String name, String mode, String rule, boolean fragment, Map<String, List<String>> retired) {

    static Sample of(String name, String mode) {
        return new Sample(name, mode, "/etc/" + name + " r,", false, Map.of());
    }

    Sample allowing(String newRule) {
        return new Sample(name, mode, newRule, fragment, retired);
    }

    Sample withFragment() {
        return new Sample(name, mode, rule, true, retired);
    }

    Sample retiring(String file, String... profiles) {
        return new Sample(name, mode, rule, fragment, Map.of(file, List.of(profiles)));
    }

    String main() {
        return "/etc/apparmor.d/aa-fleet." + name;
    }

    String tunables() {
        return "/etc/apparmor.d/aa-fleet/" + name + "/tunables";
    }

    String fragmentPath() {
        return "/etc/apparmor.d/aa-fleet/" + name + "/features/extra";
    }

    /** As the planner would: from what the host has now. */
    ServiceRevision on(TestHost host) {
        return from(host.probe(questions()).service(name));
    }

    /** The same for several, asked at once. */
    static ServiceRevision[] on(TestHost host, Sample... samples) {
        List<String> names = Stream.of(samples).map(Sample::name).toList();
        ObservedHost observed = host.probe(new Questions(names, List.of(), List.of(), List.of(), Map.of()));
        return Stream.of(samples)
                .map(sample -> sample.from(observed.service(sample.name())))
                .toArray(ServiceRevision[]::new);
    }

    Questions questions() {
        return new Questions(List.of(name), List.of(), List.of(), List.of(), Map.of());
    }

    ServiceRevision from(ObservedService seen) {
        Map<String, Managed> managed = new LinkedHashMap<>();
        put(managed, new Managed.TextFile(main(), text()));
        put(managed, new Managed.TextFile(tunables(), tunablesText()));
        put(
                managed,
                fragment
                        ? new Managed.TextFile(fragmentPath(), "@{" + name + "_extra} r,\n")
                        : new Managed.Nothing(fragmentPath()));
        put(managed, new Managed.Nothing("/etc/apparmor.d/disable/aa-fleet." + name));
        put(managed, new Managed.Nothing("/etc/apparmor.d/force-complain/aa-fleet." + name));
        retired.keySet().forEach(file -> put(managed, new Managed.Link(disableLink(file), file)));
        new TreeSet<>(seen.paths().keySet()).forEach(path -> managed.putIfAbsent(path, new Managed.Nothing(path)));
        return new ServiceRevision(
                seen,
                List.copyOf(managed.values()),
                List.of(main()),
                profiles(),
                retired,
                List.of("by=tester", "action=" + mode));
    }

    private static void put(Map<String, Managed> managed, Managed path) {
        managed.put(path.path(), path);
    }

    private static String disableLink(String file) {
        return "/etc/apparmor.d/disable/" + file.substring(file.lastIndexOf('/') + 1);
    }

    Map<String, String> profiles() {
        return Map.of(name, mode, name + "//kid", mode, name + "//hat", mode);
    }

    /** The kernel's list when this service is all that it has. */
    List<String> loaded() {
        return List.of(name + " (" + mode + ")", name + "//hat (" + mode + ")", name + "//kid (" + mode + ")");
    }

    private String tunablesText() {
        return fragment ? "@{" + name + "_extra}=/srv/" + name + "\n" : "# nothing\n";
    }

    private String text() {
        String flags = mode.equals("complain") ? " flags=(complain)" : "";
        return """
                include <aa-fleet/NAME/tunables>
                profile NAME /usr/sbin/NAMEFLAGS {
                  RULE
                  include if exists <aa-fleet/NAME/features/extra>
                  profile kidFLAGS {
                    /etc/kid r,
                  }
                  ^hatFLAGS {
                    /etc/hat r,
                  }
                }
                """.replace("NAME", name).replace("FLAGS", flags).replace("RULE", rule);
    }
}
