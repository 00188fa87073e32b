package org.aafleet.learn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.aafleet.policy.ActiveRule;
import org.aafleet.policy.EffectiveProfile;
import org.aafleet.policy.ProfileFile;
import org.aafleet.policy.SearchPath;
import org.aafleet.policy.access.Access;
import org.aafleet.policy.access.AccessRules;
import org.aafleet.policy.access.Automata;
import org.aafleet.policy.access.Decision;
import org.aafleet.policy.access.Kind;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.model.Rule;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problems;

/** What profiles say, with what was decided since. Never changes; not for use by several threads. */
public final class CurrentPolicy {

    private static final String NULL = "//null-";

    private final Map<String, EffectiveProfile> profiles;
    private final Map<String, List<String>> ignored;
    private final List<Scoped> scoped;
    private final SearchPath searchPath;
    private final Automata automata;
    private final Map<String, AccessRules> rules = new HashMap<>();
    private final Map<String, AccessRules> passedOver = new HashMap<>();
    private final Map<String, Home> homes = new HashMap<>();

    /** Rules that only some hosts have. */
    private record Scoped(String profile, Predicate<String> hosts, AccessRules rules) {}

    /** Whose rules an observation is about. */
    sealed interface Home {

        record Of(String profile) implements Home {}

        /** Of a program that nothing says yet how to run. */
        record Undecided() implements Home {}

        /** Of a program that may not run, or that runs unconfined. */
        record Nowhere() implements Home {}
    }

    private CurrentPolicy(
            Map<String, EffectiveProfile> profiles,
            Map<String, List<String>> ignored,
            List<Scoped> scoped,
            SearchPath searchPath,
            Automata automata) {
        this.profiles = profiles;
        this.ignored = ignored;
        this.scoped = scoped;
        this.searchPath = searchPath;
        this.automata = automata;
    }

    /** @param searchPath where abstractions are */
    public static CurrentPolicy of(List<EffectiveProfile> profiles, SearchPath searchPath) {
        Map<String, EffectiveProfile> named = new LinkedHashMap<>();
        profiles.forEach(profile -> named.putIfAbsent(profile.name(), profile));
        return new CurrentPolicy(named, Map.of(), List.of(), searchPath, new Automata());
    }

    /** With rules, which are in AppArmor's language and correct; a child that they make is known, too. */
    CurrentPolicy with(String profile, List<String> texts) {
        Map<String, EffectiveProfile> changed = new LinkedHashMap<>(profiles);
        ProfileText.children(known(profile), texts, searchPath).forEach(child -> changed.put(child.name(), child));
        changed.put(profile, extended(known(profile), ProfileText.rules(texts, searchPath)));
        CurrentPolicy result = new CurrentPolicy(changed, ignored, scoped, searchPath, automata);
        rules.forEach((name, known) -> {
            if (!name.equals(profile)) {
                result.rules.put(name, known);
            }
        });
        result.passedOver.putAll(passedOver);
        return result;
    }

    /** With rules that only some hosts have. */
    CurrentPolicy with(String profile, List<String> texts, Predicate<String> hosts) {
        List<Scoped> more = new ArrayList<>(scoped);
        more.add(new Scoped(profile, hosts, only(profile, texts)));
        CurrentPolicy result = new CurrentPolicy(profiles, ignored, more, searchPath, automata);
        result.rules.putAll(rules);
        result.passedOver.putAll(passedOver);
        return result;
    }

    /** Of the hosts where it was observed those whose own rules do not settle it. */
    Set<String> unsettled(String profile, Access access, Set<String> hosts) {
        Set<String> left = new TreeSet<>(hosts);
        for (Scoped some : scoped) {
            if (some.profile().equals(profile) && left.stream().anyMatch(some.hosts())) {
                Decision decision = some.rules().decide(access);
                if (decision.allowed() || decision.isDeniedOnPurpose()) {
                    left.removeIf(some.hosts());
                }
            }
        }
        return left;
    }

    /** So that what these would allow is not asked again. */
    CurrentPolicy ignoring(String profile, List<String> texts) {
        Map<String, List<String>> more = new LinkedHashMap<>(ignored);
        List<String> all = new ArrayList<>(more.getOrDefault(profile, List.of()));
        all.addAll(texts);
        more.put(profile, all);
        CurrentPolicy result = new CurrentPolicy(profiles, more, scoped, searchPath, automata);
        result.rules.putAll(rules);
        return result;
    }

    /** Whether it is allowed, denied on purpose or passed over on purpose. */
    boolean settles(String profile, Access access) {
        Decision decision = decide(profile, access);
        return decision.allowed()
                || decision.isDeniedOnPurpose()
                || (ignored.containsKey(profile)
                        && passedOver
                                .computeIfAbsent(profile, this::ignoring)
                                .decide(access)
                                .allowed());
    }

    private AccessRules ignoring(String profile) {
        EffectiveProfile known = known(profile);
        List<ActiveRule> only = ProfileText.rules(ignored.getOrDefault(profile, List.of()), searchPath);
        return AccessRules.of(
                new EffectiveProfile(known.name(), known.declared(), known.variables(), only),
                new Problems(),
                automata);
    }

    Decision decide(String profile, Access access) {
        return rules(profile).decide(access);
    }

    AccessRules rules(String profile) {
        return rules.computeIfAbsent(profile, name -> AccessRules.of(known(name), new Problems(), automata));
    }

    /** The rules of a profile as they would be with these. */
    AccessRules rulesWith(String profile, List<String> texts) {
        return AccessRules.of(extended(known(profile), ProfileText.rules(texts, searchPath)), new Problems(), automata);
    }

    /** These rules alone, with the variables of the profile. */
    AccessRules only(String profile, List<String> texts) {
        EffectiveProfile known = known(profile);
        return AccessRules.of(
                new EffectiveProfile(
                        known.name(), known.declared(), known.variables(), ProfileText.rules(texts, searchPath)),
                new Problems(),
                automata);
    }

    boolean knows(String profile) {
        return profiles.containsKey(profile);
    }

    /** One that attaches to a program of itself. */
    Optional<String> attachedTo(String program) {
        return profiles.values().stream()
                .filter(profile -> !profile.declared().isChild() && attaches(profile, program))
                .map(EffectiveProfile::name)
                .findFirst();
    }

    private static boolean attaches(EffectiveProfile profile, String program) {
        try {
            return profile.declared().attachesTo(program, profile.variables());
        } catch (GlobException e) {
            return false;
        }
    }

    private EffectiveProfile known(String profile) {
        return Optional.ofNullable(profiles.get(profile)).orElseGet(() -> ProfileText.empty(profile));
    }

    private static EffectiveProfile extended(EffectiveProfile profile, List<ActiveRule> more) {
        List<ActiveRule> all = new ArrayList<>(profile.rules());
        all.addAll(more);
        return new EffectiveProfile(profile.name(), profile.declared(), profile.variables(), all);
    }

    /** Follows programs that had no rule of their own when they ran to the profile that they would run under now. */
    Home home(String profile) {
        Home known = homes.get(profile);
        if (known == null) {
            known = find(profile);
            homes.put(profile, known);
        }
        return known;
    }

    private Home find(String profile) {
        int at = profile.lastIndexOf(NULL);
        if (at < 0) {
            return new Home.Of(profile);
        }
        String program = profile.substring(at + NULL.length());
        Home parent = home(profile.substring(0, at));
        return parent instanceof Home.Of of ? enter(of.profile(), program) : parent;
    }

    /** A hat that is not there has such a profile, too. */
    private Home enter(String parent, String program) {
        if (!program.startsWith("/")) {
            String hat = parent + "//" + program;
            return knows(hat) ? new Home.Of(hat) : new Home.Undecided();
        }
        Decision decision = decide(parent, Access.file('x', program, false));
        if (!decision.allowed()) {
            return decision.isDeniedOnPurpose() ? new Home.Nowhere() : new Home.Undecided();
        }
        String way = decision.exec().orElse("ix");
        String mode = way.replaceFirst(" .*", "").toLowerCase(Locale.ROOT);
        String target = way.contains("-> ") ? way.substring(way.indexOf("-> ") + 3) : "";
        return switch (mode.charAt(0)) {
            case 'i' -> new Home.Of(parent);
            case 'c' -> new Home.Of(parent + "//" + (target.isEmpty() ? program : target));
            case 'p' ->
                (target.isEmpty() ? attachedTo(program) : Optional.of(target))
                        .<Home>map(Home.Of::new)
                        .orElseGet(() -> mode.contains("i") ? new Home.Of(parent) : new Home.Nowhere());
            default -> new Home.Nowhere();
        };
    }

    /** Whether the profile may run what it may write, or the other way round. */
    boolean completesWritingAndRunning(String profile, AccessRules added, String path) {
        AccessRules now = rules(profile);
        boolean writes = added.decide(Access.file('w', path, true)).allowed();
        boolean runs = added.decide(Access.file('x', path, true)).allowed();
        return (writes && (runs || now.decide(Access.file('x', path, true)).allowed()))
                || (runs && now.decide(Access.file('w', path, true)).allowed());
    }

    static boolean isExecution(Access access) {
        return access.kind() == Kind.FILE && access.permission().equals("x");
    }

    static Location nowhere() {
        return new Location("rule", 1, 1);
    }

    static List<Rule> parsed(String text, Problems problems) {
        return ProfileFile.parseRules(text, nowhere(), problems);
    }
}
