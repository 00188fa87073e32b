package org.aafleet.learn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.aafleet.policy.access.Access;
import org.aafleet.policy.access.Kind;

/**
 * Accesses to files that one rule can grant.
 *
 * @param form the path, or a pattern where several are the same thing
 * @param permissions letters of a file rule, such as {@code rw}
 * @param owner whether each process that wanted it owned the file
 * @param evidence all that it covers
 */
record FileWant(PathForm form, String permissions, boolean owner, List<Observation> evidence) {

    /** As most people order them; what is executed is asked for by itself. */
    private static final String ORDER = "rwalkmx";

    FileWant {
        evidence = List.copyOf(evidence);
    }

    /**
     * The fewest that cover what was observed in one profile, and nothing that differs in more than a number or a random name.
     *
     * @param files observations of files and links
     * @param tunables values by variable, the service's own, where something was observed
     * @param written all paths that the profile writes
     */
    static List<FileWant> of(
            List<Observation> files, Function<Observation, Map<String, List<String>>> tunables, Set<String> written) {
        Map<PathForm, List<Observation>> byForm = new LinkedHashMap<>();
        for (Observation observation : files) {
            byForm.computeIfAbsent(
                            PathForm.of(path(observation), tunables.apply(observation)), form -> new ArrayList<>())
                    .add(observation);
        }
        List<FileWant> wants = new ArrayList<>();
        byForm.forEach(
                (form, evidence) -> wants.add(new FileWant(form, permissions(evidence), isOwned(evidence), evidence)));
        return merged(wants).stream().map(want -> want.withoutRandom(written)).toList();
    }

    /** What makes a temporary file makes it under another name the next time. */
    private FileWant withoutRandom(Set<String> written) {
        int last = form.parts().size() - 1;
        if (last < 0 || !permissions.contains("w")) {
            return this;
        }
        String directory = path().substring(0, path().lastIndexOf('/') + 1);
        return Variation.temporary(form.parts().get(last), name -> written.contains(directory + name))
                .map(pattern -> new FileWant(form.with(last, pattern), permissions, owner, evidence))
                .orElse(this);
    }

    private static List<FileWant> merged(List<FileWant> wants) {
        List<FileWant> merged = wants;
        int deepest = wants.stream()
                .mapToInt(want -> want.form().parts().size())
                .max()
                .orElse(0);
        for (int at = 0; at < deepest; at++) {
            merged = merged(merged, at);
        }
        return merged;
    }

    private record Place(PathForm around, String permissions, boolean owner) {}

    /** Of those that differ in this part of the path alone. */
    private static List<FileWant> merged(List<FileWant> wants, int at) {
        Map<Place, List<FileWant>> places = new LinkedHashMap<>();
        List<FileWant> result = new ArrayList<>();
        for (FileWant want : wants) {
            if (at < want.form().parts().size() && want.form().isLiteral(at)) {
                places.computeIfAbsent(
                                new Place(want.form().with(at, "\n"), want.permissions(), want.owner()),
                                place -> new ArrayList<>())
                        .add(want);
            } else {
                result.add(want);
            }
        }
        places.values().forEach(alike -> result.addAll(varied(alike, at)));
        return result;
    }

    private static List<FileWant> varied(List<FileWant> alike, int at) {
        Map<String, FileWant> byName = new LinkedHashMap<>();
        Map<String, Set<String>> hosts = new LinkedHashMap<>();
        for (FileWant want : alike) {
            String name = want.form().parts().get(at);
            byName.put(name, want);
            hosts.put(name, want.hosts());
        }
        List<FileWant> result = new ArrayList<>();
        for (Variation variation : Variation.among(hosts)) {
            List<Observation> evidence = new ArrayList<>();
            for (String name : new TreeSet<>(variation.names())) {
                evidence.addAll(Objects.requireNonNull(byName.remove(name)).evidence());
            }
            FileWant one = alike.get(0);
            result.add(
                    new FileWant(one.form().with(at, variation.pattern()), one.permissions(), one.owner(), evidence));
        }
        result.addAll(byName.values());
        return result;
    }

    Set<String> hosts() {
        Set<String> hosts = new TreeSet<>();
        evidence.forEach(observation -> hosts.addAll(observation.hosts()));
        return hosts;
    }

    String rule() {
        return rule(form, owner);
    }

    /** With another path, or for everybody's files. */
    String rule(PathForm other, boolean ofOwner) {
        return (ofOwner ? "owner " : "") + other.text() + " " + permissions + ",";
    }

    /** Of each path the narrowest, however many there are. */
    List<String> exactRules() {
        Set<String> rules = new TreeSet<>();
        for (Observation observation : evidence) {
            rules.add(rule(PathForm.exactly(path(observation)), owner));
        }
        return List.copyOf(rules);
    }

    /** One that was seen. */
    String path() {
        return path(evidence.get(0));
    }

    private static String path(Observation observation) {
        return access(observation).object().get(0);
    }

    private static Access access(Observation observation) {
        return ((Want.Use) observation.want()).access();
    }

    private static boolean isOwned(List<Observation> evidence) {
        return evidence.stream().allMatch(observation -> {
            List<String> object = access(observation).object();
            return object.get(object.size() - 1).equals(Kind.OWNER);
        });
    }

    private static String permissions(List<Observation> evidence) {
        Map<Integer, String> letters = new TreeMap<>();
        evidence.forEach(observation -> {
            String letter = access(observation).permission();
            letters.put(ORDER.indexOf(letter), letter);
        });
        if (letters.containsValue("w")) {
            // Appending is part of it, and no rule may say both.
            letters.values().remove("a");
        }
        return String.join("", letters.values());
    }
}
