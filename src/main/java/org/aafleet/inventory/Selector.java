package org.aafleet.inventory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Severity;
import org.aafleet.problem.Suggestion;
import org.aafleet.yaml.Source;

/** Evaluates host patterns as Ansible does, oddities included: {@code group[0:0]} is the first host. */
final class Selector {

    private static final List<String> LOCALHOST = List.of("127.0.0.1", "localhost", "::1");

    private static final Pattern SUBSCRIPT =
            Pattern.compile("(.+)\\[(?:(-?[0-9]{1,9})|([0-9]{1,9})[:-]([0-9]{0,9}))\\]");

    /** The parts of a list with colons, where a bracketed range may hold colons itself. */
    private static final Pattern COLON_PART =
            Pattern.compile("(?:[^\\s:\\[\\]]++|\\[[^\\]]*+\\])++", Pattern.UNICODE_CHARACTER_CLASS);

    /** A guess compares all names; a limit file of stale names would take minutes. */
    private static final int MAX_HINTS = 20;

    private final Membership membership;
    private final Set<Problem> warnings = new LinkedHashSet<>();
    private Optional<Host> implicit = Optional.empty();

    Selector(Membership membership) {
        this.membership = membership;
    }

    Selection select(List<String> patterns, List<String> limits) {
        Set<Host> hosts = evaluate(patterns.stream().flatMap(Selector::split).toList());
        if (!limits.isEmpty()) {
            limit(hosts, limits);
        }
        return new Selection(List.copyOf(hosts), List.copyOf(warnings));
    }

    private void limit(Set<Host> hosts, List<String> limits) {
        boolean some = !hosts.isEmpty();
        hosts.retainAll(evaluate(limitPatterns(limits)));
        if (some && hosts.isEmpty()) {
            List<Problem> reasons = new ArrayList<>(warnings);
            reasons.add(Problem.error("limit " + String.join(",", limits) + " leaves no host of those that match"));
            throw new InputException(reasons);
        }
    }

    /** For Ansible an empty limit is none, and the whole fleet runs; here it is a mistake. */
    private static List<String> limitPatterns(List<String> limits) {
        List<String> patterns = limits.stream()
                .flatMap(Selector::split)
                .flatMap(Selector::fromFile)
                .filter(pattern -> !pattern.isEmpty())
                .toList();
        if (patterns.isEmpty()) {
            throw new InputException(Problem.error("limit '" + String.join(",", limits) + "' names no host")
                    .withHint("leave --limit out for all hosts"));
        }
        return patterns;
    }

    private static Stream<String> fromFile(String pattern) {
        if (!pattern.startsWith("@")) {
            return Stream.of(pattern);
        }
        Path file = Path.of(pattern.substring(1));
        if (!Files.isRegularFile(file)) {
            throw new InputException("limit file " + file + ": no such file");
        }
        return Source.read(file).text().lines().map(Unicode::strip);
    }

    private static Stream<String> split(String pattern) {
        Stream<String> parts;
        if (pattern.contains(",")) {
            parts = Stream.of(pattern.split(",", -1));
        } else if (Address.parse(pattern).isPresent()) {
            parts = Stream.of(pattern);
        } else {
            parts = COLON_PART.matcher(pattern).results().map(part -> part.group());
        }
        return parts.map(Unicode::strip).filter(part -> !part.isEmpty());
    }

    /** First what adds, then what intersects, then what excludes, whatever the order of writing. */
    private Set<Host> evaluate(List<String> patterns) {
        List<String> regular =
                patterns.stream().filter(p -> !p.isEmpty() && !isModifier(p)).toList();
        Set<Host> hosts = new LinkedHashSet<>();
        for (String pattern : regular.isEmpty() ? List.of(Group.ALL) : regular) {
            boolean host = membership.hosts().contains(pattern); // also where a group has the name
            hosts.addAll(host ? List.of(Host.named(pattern)) : matching(pattern));
        }
        patterns.stream()
                .filter(p -> p.startsWith("&"))
                .forEach(p -> hosts.retainAll(new HashSet<>(matching(rest(p)))));
        patterns.stream()
                .filter(p -> p.startsWith("!"))
                .forEach(p -> matching(rest(p)).forEach(hosts::remove));
        return hosts;
    }

    private static boolean isModifier(String pattern) {
        return pattern.startsWith("&") || pattern.startsWith("!");
    }

    private static String rest(String pattern) {
        if (pattern.length() == 1) {
            throw new InputException("host pattern '" + pattern + "' needs a name after it");
        }
        return pattern.substring(1);
    }

    private Collection<Host> matching(String pattern) {
        Matcher subscript = SUBSCRIPT.matcher(pattern);
        if (pattern.startsWith("~") || !subscript.matches()) {
            return enumerate(pattern);
        }
        return subscripted(enumerate(subscript.group(1)), subscript, pattern);
    }

    private static List<Host> subscripted(List<Host> hosts, Matcher subscript, String pattern) {
        if (hosts.isEmpty()) {
            return hosts;
        }
        boolean single = subscript.group(2) != null;
        int start = Integer.parseInt(single ? subscript.group(2) : subscript.group(3));
        if (!single && !subscript.group(4).matches("0+")) {
            int end = subscript.group(4).isEmpty() ? hosts.size() : Integer.parseInt(subscript.group(4)) + 1;
            return start >= hosts.size()
                    ? List.of()
                    : hosts.subList(start, Math.max(start, Math.min(end, hosts.size())));
        }
        int index = start < 0 ? hosts.size() + start : start;
        if (index < 0 || index >= hosts.size()) {
            throw new InputException(Problem.error(
                    "host pattern '" + pattern + "' reaches past the " + hosts.size() + " hosts that it matches"));
        }
        return List.of(hosts.get(index));
    }

    /** May hold a host twice, by its group and by its own name; Ansible's subscripts count it twice too. */
    private List<Host> enumerate(String pattern) {
        Predicate<String> glob = NameGlob.of(pattern);
        boolean literal = !pattern.startsWith("~") && pattern.chars().noneMatch(c -> "?*[".indexOf(c) >= 0);
        List<Host> found = new ArrayList<>();
        boolean anyGroup = false;
        for (String group : literal ? List.of(pattern) : membership.groups().keySet()) {
            if (glob.test(group) && membership.groups().containsKey(group)) {
                anyGroup = true;
                membership.members(group).forEach(name -> found.add(Host.named(name)));
            }
        }
        if (!literal) {
            membership.hosts().stream().filter(glob).forEach(name -> found.add(Host.named(name)));
        } else if (membership.hosts().contains(pattern) && (!anyGroup || pattern.contains("."))) {
            found.add(Host.named(pattern));
        }
        if (found.isEmpty() && LOCALHOST.contains(pattern)) {
            Host localhost = localhost(pattern);
            implicit = Optional.of(localhost).filter(Host::implicit);
            found.add(localhost);
        }
        if (found.isEmpty() && !anyGroup) {
            warnings.add(unmatched(pattern));
        }
        return found;
    }

    /** A host of the inventory that is known to be this machine, or else one made up for it. */
    private Host localhost(String pattern) {
        return membership.hosts().stream()
                .filter(LOCALHOST::contains)
                .findFirst()
                .map(Host::named)
                .or(() -> implicit)
                .orElseGet(() -> new Host(pattern, true));
    }

    private Problem unmatched(String pattern) {
        List<String> known = Stream.concat(membership.groups().keySet().stream(), membership.hosts().stream())
                .toList();
        return new Problem(
                Severity.WARNING,
                Optional.empty(),
                "no group or host matches '" + pattern + "'",
                warnings.size() < MAX_HINTS ? Suggestion.didYouMean(pattern, known) : Optional.empty(),
                Optional.empty());
    }
}
