package org.aafleet.learn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names in one place that are the same thing under another number, version, date or random name, and the narrowest pattern for
 * them. One name alone varies only where it can be nothing but what mkstemp(3) or mktemp(1) has made up.
 *
 * @param pattern in AppArmor's language
 */
record Variation(String pattern, Set<String> names) {

    private static final String DIGITS = "[0-9]*";
    private static final String HEX = "[0-9a-f]*";

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern HEXADECIMAL = Pattern.compile("(?=.*[0-9])(?=.*[a-f])[0-9a-f]{8,}");

    /** Letters and digits as no word has them: a digit among letters, or a capital behind a small letter. */
    private static final Pattern RANDOM =
            Pattern.compile("[A-Za-z0-9]*(?:[A-Za-z][0-9]|[0-9][A-Za-z]|[a-z][A-Z])[A-Za-z0-9]*");

    private static final Pattern UNKNOWN = Pattern.compile("\\?+|\\*");

    private static final int SHORTEST_RANDOM = 4;

    /** The six characters of mkstemp(3) or the ten of mktemp(1), at the end and set off from what is fixed. */
    private static final Pattern TEMPORARY = Pattern.compile("(.*[._-])((?:[A-Za-z0-9]{4})?[A-Za-z0-9]{6})");

    /** From a capital, a small letter or a digit to one of another kind; words and hashes' names have one of them. */
    private static final Pattern CHANGE =
            Pattern.compile("(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])|(?<=[A-Z]{2})(?=[a-z])");

    /** More characters are counted by nobody who reads the rule. */
    private static final int LONGEST_COUNTED = 10;

    Variation {
        names = Set.copyOf(names);
    }

    /**
     * @param hosts of each name the hosts that it was seen on
     * @return of the names those that vary, each once
     */
    static List<Variation> among(Map<String, Set<String>> hosts) {
        List<Variation> found = new ArrayList<>();
        Set<String> left = new LinkedHashSet<>(hosts.keySet());
        take(ofHosts(hosts), left, found);
        identified(left).forEach(one -> take(Optional.of(one), left, found));
        numbered(left).forEach(one -> take(Optional.of(one), left, found));
        take(matching(left, HEXADECIMAL, HEX), left, found);
        random(left).forEach(one -> take(Optional.of(one), left, found));
        return found;
    }

    /**
     * @param part a name, in AppArmor's language
     * @param isOther whether there is a file in the same directory by this name, too, which it may be about to replace
     * @return what matches the next one, too, when it is that of a temporary file, which never comes again
     */
    static Optional<String> temporary(String part, Predicate<String> isOther) {
        Matcher matcher = TEMPORARY.matcher(part);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String fixed = matcher.group(1);
        String random = matcher.group(2);
        boolean looksRandom = CHANGE.matcher(random).results().count() > 1;
        boolean replaces = !random.matches("[a-z]+") && isOther.test(fixed.substring(0, fixed.length() - 1));
        return looksRandom || replaces ? Optional.of(fixed + "?".repeat(random.length())) : Optional.empty();
    }

    private static void take(Optional<Variation> found, Set<String> left, List<Variation> all) {
        found.filter(one -> one.names().size() > 1).ifPresent(one -> {
            all.add(one);
            left.removeAll(one.names());
        });
    }

    /** Hosts that use their own name. */
    private static Optional<Variation> ofHosts(Map<String, Set<String>> hosts) {
        Set<String> own = new LinkedHashSet<>();
        hosts.forEach((name, seenOn) -> {
            if (seenOn.stream().allMatch(host -> isNameOf(name, host))) {
                own.add(name);
            }
        });
        return Optional.of(new Variation("*", own));
    }

    private static boolean isNameOf(String name, String host) {
        return name.equals(host) || name.equals(host.replaceFirst("\\..*", ""));
    }

    private static Optional<Variation> matching(Collection<String> names, Pattern form, String pattern) {
        Set<String> fitting = new LinkedHashSet<>();
        names.stream().filter(name -> form.matcher(name).matches()).forEach(fitting::add);
        return Optional.of(new Variation(pattern, fitting));
    }

    /** Alike but for a UUID in them. */
    private static List<Variation> identified(Collection<String> names) {
        String anyUuid = String.join("-", List.of(HEX, HEX, HEX, HEX, HEX));
        Map<String, Set<String>> alike = new LinkedHashMap<>();
        for (String name : names) {
            String form = UUID.matcher(name).replaceAll(Matcher.quoteReplacement(anyUuid));
            if (!form.equals(name)) {
                alike.computeIfAbsent(form, it -> new LinkedHashSet<>()).add(name);
            }
        }
        List<Variation> found = new ArrayList<>();
        alike.forEach((form, group) -> found.add(new Variation(form, group)));
        return found;
    }

    /** Alike but for their numbers: versions, dates, counters. */
    private static List<Variation> numbered(Collection<String> names) {
        Map<String, Set<String>> alike = new LinkedHashMap<>();
        for (String name : names) {
            String form = NUMBER.matcher(name).replaceAll("0");
            if (!form.equals(name) || name.indexOf('0') >= 0) {
                alike.computeIfAbsent(form, it -> new LinkedHashSet<>()).add(name);
            }
        }
        return alike.values().stream()
                .filter(group -> group.size() > 1)
                .filter(group ->
                        group.stream().noneMatch(name -> UUID.matcher(name).find()))
                .map(group -> new Variation(numberedPattern(group), group))
                .toList();
    }

    private static String numberedPattern(Set<String> group) {
        List<List<String>> numbers = group.stream()
                .map(name -> NUMBER.matcher(name)
                        .results()
                        .map(found -> found.group())
                        .toList())
                .toList();
        StringBuilder pattern = new StringBuilder();
        String one = group.iterator().next();
        Matcher number = NUMBER.matcher(one);
        int at = 0;
        for (int i = 0; number.find(); i++) {
            int place = i;
            boolean varies =
                    numbers.stream().map(all -> all.get(place)).distinct().count() > 1;
            pattern.append(PathForm.literal(one.substring(at, number.start())));
            pattern.append(varies ? DIGITS : number.group());
            at = number.end();
        }
        return pattern.append(PathForm.literal(one.substring(at))).toString();
    }

    /** As mkstemp and the like make them: of one length, with a fixed beginning and end. */
    private static List<Variation> random(Collection<String> names) {
        Map<String, Set<String>> alike = new LinkedHashMap<>();
        for (String name : names) {
            String beginning = name.substring(0, Math.min(name.length(), 3));
            alike.computeIfAbsent(name.length() + beginning, it -> new LinkedHashSet<>())
                    .add(name);
            alike.computeIfAbsent(name.length() + "", it -> new LinkedHashSet<>())
                    .add(name);
        }
        List<Variation> found = new ArrayList<>();
        Set<String> taken = new LinkedHashSet<>();
        alike.entrySet().stream()
                .sorted((one, other) -> other.getKey().length() - one.getKey().length())
                .forEach(entry -> {
                    Set<String> free = new LinkedHashSet<>(entry.getValue());
                    free.removeAll(taken);
                    ofRandom(free).ifPresent(one -> {
                        found.add(one);
                        taken.addAll(one.names());
                    });
                });
        return ofAnyLength(found);
    }

    /** Programs of several versions make up names of several lengths. */
    private static List<Variation> ofAnyLength(List<Variation> random) {
        Map<String, List<Variation>> alike = new LinkedHashMap<>();
        for (Variation one : random) {
            String anyLength = UNKNOWN.matcher(one.pattern()).replaceFirst("*");
            String form = anyLength.equals("*") ? one.pattern() : anyLength;
            alike.computeIfAbsent(form, it -> new ArrayList<>()).add(one);
        }
        List<Variation> joined = new ArrayList<>();
        alike.forEach((form, group) -> {
            Set<String> names = new LinkedHashSet<>();
            group.forEach(one -> names.addAll(one.names()));
            joined.add(group.size() == 1 ? group.get(0) : new Variation(form, names));
        });
        return joined;
    }

    private static Optional<Variation> ofRandom(Set<String> names) {
        if (names.size() < 2) {
            return Optional.empty();
        }
        String one = names.iterator().next();
        int start = 0;
        while (start < one.length() && sameAt(names, start, one.charAt(start))) {
            start++;
        }
        int end = one.length();
        while (end > start && sameAt(names, end - 1, one.charAt(end - 1))) {
            end--;
        }
        int from = start;
        int to = end;
        long random = names.stream()
                .filter(name -> RANDOM.matcher(name.substring(from, to)).matches())
                .count();
        if (to - from < SHORTEST_RANDOM
                || random * 2 < names.size()
                || !names.stream().allMatch(name -> name.substring(from, to).matches("[A-Za-z0-9]+"))) {
            return Optional.empty();
        }
        String middle = to - from <= LONGEST_COUNTED ? "?".repeat(to - from) : "*";
        return Optional.of(new Variation(
                PathForm.literal(one.substring(0, from)) + middle + PathForm.literal(one.substring(to)), names));
    }

    private static boolean sameAt(Set<String> names, int at, char c) {
        return names.stream().allMatch(name -> name.charAt(at) == c);
    }
}
