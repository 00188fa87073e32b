package org.aafleet.host;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A service's desired state, small but with all that a real one has: an included tunables file, an optional fragment, a
 * child profile and a hat.
 *
 * @param hats beside the one that is always there
 * @param entered hats that the service's own configuration shall name
 * @param retired other people's profile files to disable, with the profiles in them
 */
record Sample(
        String name,
        String mode,
        String rule,
        boolean fragment,
        List<String> hats,
        List<String> entered,
        Map<String, List<String>> retired) {

    static Sample of(String name, String mode) {
        return new Sample(name, mode, "/etc/" + name + " r,", false, List.of(), List.of(), Map.of());
    }

    Sample allowing(String newRule) {
        return new Sample(name, mode, newRule, fragment, hats, entered, retired);
    }

    Sample withFragment() {
        return new Sample(name, mode, rule, true, hats, entered, retired);
    }

    /** Its own configuration names these hats. */
    Sample entering(String... names) {
        List<String> others = Stream.of(names).filter(hat -> !hat.equals("hat")).toList();
        return new Sample(name, mode, rule, fragment, others, List.of(names), retired);
    }

    Sample retiring(String file, String... profiles) {
        return new Sample(name, mode, rule, fragment, hats, entered, Map.of(file, List.of(profiles)));
    }

    String main() {
        return "/etc/apparmor.d/aa-fleet." + name;
    }

    String tunables() {
        return "/etc/apparmor.d/aa-fleet/" + name + "/tunables";
    }

    String snippetPath() {
        return "/etc/" + name + ".d/zz-aa-fleet.conf";
    }

    String snippetText() {
        StringBuilder text = new StringBuilder("; ours\n");
        entered.forEach(hat ->
                text.append("enter ").append(name).append("//").append(hat).append('\n'));
        return text.toString();
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
        if (!entered.isEmpty()) {
            put(managed, new Managed.TextFile(snippetPath(), snippetText()));
        }
        new TreeSet<>(seen.paths().keySet()).forEach(path -> managed.putIfAbsent(path, new Managed.Nothing(path)));
        return new ServiceRevision(
                seen,
                List.copyOf(managed.values()),
                List.of(main()),
                profiles(),
                retired,
                snippets(),
                List.of("by=tester", "action=" + mode));
    }

    private List<Snippet> snippets() {
        return entered.isEmpty()
                ? List.of()
                : List.of(new Snippet(
                        snippetPath(),
                        List.of(name + ".service"),
                        List.of("/usr/sbin/" + name + "d", "-t", "it's * a word")));
    }

    private static void put(Map<String, Managed> managed, Managed path) {
        managed.put(path.path(), path);
    }

    private static String disableLink(String file) {
        return "/etc/apparmor.d/disable/" + file.substring(file.lastIndexOf('/') + 1);
    }

    Map<String, String> profiles() {
        Map<String, String> profiles = new TreeMap<>(Map.of(name, mode, name + "//kid", mode, name + "//hat", mode));
        hats.forEach(hat -> profiles.put(name + "//" + hat, mode));
        return profiles;
    }

    /** The kernel's list when this service is all that it has. */
    List<String> loaded() {
        return profiles().keySet().stream()
                .map(profile -> profile + " (" + mode + ")")
                .sorted()
                .toList();
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
                HATS}
                """.replace("HATS", moreHats())
                .replace("NAME", name)
                .replace("FLAGS", flags)
                .replace("RULE", rule);
    }

    private String moreHats() {
        StringBuilder text = new StringBuilder();
        hats.forEach(hat -> text.append("  ^").append(hat).append("FLAGS {\n  }\n"));
        return text.toString();
    }
}
