package org.aafleet.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.aafleet.catalog.Service;

/**
 * The executables of a service as a host-side {@code grep -F} can look for them: coarse, since the host sends what it found
 * and the exact match is made here.
 */
public final class Programs {

    private static final int MAX_ALTERNATIVES = 1_000;
    private static final String WILDCARDS = "\\*|\\?|\\[[^]]*]";
    private static final Set<String> COMMON_DIRECTORIES =
            Set.of("", "usr", "local", "lib", "lib64", "libexec", "bin", "sbin", "opt");

    private Programs() {}

    /** Parts of paths and labels by which its processes are found. */
    public static List<String> processWords(Service service) {
        Set<String> words = new LinkedHashSet<>();
        for (String path : paths(service)) {
            words.add(longest(path.split(WILDCARDS, -1)));
        }
        for (String profile : service.about().profiles().keySet()) {
            words.add(profile.split("//", 2)[0] + " (");
            words.add(profile.split("//", 2)[0] + "//");
        }
        return List.copyOf(words);
    }

    /**
     * Words that stand in any profile file for its programs, however the attachment is written: of
     * {@code /usr/lib/postfix/sbin/local} it is {@code postfix}.
     */
    public static List<String> rivalWords(Service service) {
        Set<String> words = new LinkedHashSet<>();
        for (String path : paths(service)) {
            String[] names = Arrays.stream(path.split("/", -1))
                    .filter(name -> !COMMON_DIRECTORIES.contains(name))
                    .flatMap(name -> Arrays.stream(name.split(WILDCARDS, -1)))
                    .toArray(String[]::new);
            words.add(longest(names));
        }
        words.remove("");
        return List.copyOf(words);
    }

    private static List<String> paths(Service service) {
        List<String> paths = new ArrayList<>();
        service.about().programs().forEach(glob -> expand("", glob, paths));
        return paths;
    }

    private static String longest(String[] words) {
        return Arrays.stream(words).max(Comparator.comparingInt(String::length)).orElse("");
    }

    /** Adds every alternative of the braces in {@code rest}, each behind {@code done}. */
    private static void expand(String done, String rest, List<String> into) {
        int open = rest.indexOf('{');
        if (open < 0 || into.size() >= MAX_ALTERNATIVES) {
            into.add(done + rest);
            return;
        }
        int depth = 0;
        int start = open + 1;
        List<String> alternatives = new ArrayList<>();
        for (int i = open; i < rest.length(); i++) {
            char c = rest.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if ((c == ',' && depth == 1) || depth == 0) {
                alternatives.add(rest.substring(start, i));
                start = i + 1;
            }
            if (depth == 0) {
                String tail = rest.substring(i + 1);
                alternatives.forEach(one -> expand(done + rest.substring(0, open), one + tail, into));
                return;
            }
        }
        into.add(done + rest);
    }
}
