package org.aafleet.policy.access;

import dk.brics.automaton.Automaton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.aafleet.policy.glob.Glob;

/** Rules that would allow an access if one thing about it, or about them, were different. */
final class NearMisses {

    private final Access access;
    private final List<NearMiss> found = new ArrayList<>();

    private NearMisses(Access access) {
        this.access = access;
    }

    static List<NearMiss> of(Access access, List<Clause> clauses) {
        NearMisses misses = new NearMisses(access);
        clauses.stream().filter(clause -> !clause.denies()).forEach(misses::compare);
        Map<String, NearMiss> each = new LinkedHashMap<>();
        misses.found.forEach(miss -> each.putIfAbsent(miss.rule().at() + miss.what(), miss));
        return List.copyOf(each.values());
    }

    private void compare(Clause clause) {
        List<Integer> different = new ArrayList<>();
        for (int field = 0; field < clause.object().size(); field++) {
            if (!matches(clause.object().get(field), access.object().get(field))) {
                different.add(field);
            }
        }
        boolean granted = clause.permissions().contains(access.permission());
        if (different.isEmpty() && !granted) {
            add(clause, "it grants " + permissions(clause));
        } else if (different.size() == 1 && granted) {
            value(clause, different.get(0));
        }
    }

    private void value(Clause clause, int field) {
        String name = access.kind().fields().get(field);
        String value = access.object().get(field);
        if (name.equals("owner")) {
            add(clause, "it is only for " + (value.equals(Kind.OTHER) ? "the file's owner" : "others than its owner"));
        } else if (value.startsWith("/")) {
            alternatives(value).forEach((other, why) -> {
                if (matches(clause.object().get(field), other)) {
                    add(clause, "it matches " + other + why);
                }
            });
        } else if (access.object().size() > 1) {
            add(clause, "its " + name + " is another");
        }
    }

    /** Names that are easily taken for this one. */
    private static Map<String, String> alternatives(String name) {
        Map<String, String> others = new LinkedHashMap<>();
        boolean directory = name.endsWith("/");
        others.put(
                directory ? name.substring(0, name.length() - 1) : name + "/",
                directory ? ", without the slash at the end" : ", with a slash at the end: a directory");
        others.put(directory ? name + "a" : name + "/a", ": what is below");
        Map<String, String> moved = Map.of(
                "/var/run/",
                "/run/",
                "/run/",
                "/var/run/",
                "/bin/",
                "/usr/bin/",
                "/usr/bin/",
                "/bin/",
                "/sbin/",
                "/usr/sbin/",
                "/usr/sbin/",
                "/sbin/",
                "/lib/",
                "/usr/lib/",
                "/usr/lib/",
                "/lib/");
        moved.forEach((from, to) -> {
            if (name.startsWith(from)) {
                others.put(to + name.substring(from.length()), ": the kernel goes by the path that links lead to");
            }
        });
        others.remove("");
        return others;
    }

    private static boolean matches(Pattern pattern, String value) {
        Automaton automaton = pattern.automaton().get();
        return automaton.run(Glob.bytes(value));
    }

    private static String permissions(Clause clause) {
        Set<String> granted = new LinkedHashSet<>();
        clause.permissions().stream()
                .filter(permission -> !permission.equals("x"))
                .collect(java.util.stream.Collectors.toCollection(TreeSet::new))
                .forEach(granted::add);
        clause.exec().ifPresent(granted::add);
        return String.join(clause.kind() == Kind.FILE ? "" : ", ", granted);
    }

    private void add(Clause clause, String what) {
        found.add(new NearMiss(clause.rule(), what));
    }
}
