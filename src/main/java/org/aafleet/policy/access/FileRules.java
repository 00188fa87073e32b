package org.aafleet.policy.access;

import dk.brics.automaton.RunAutomaton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aafleet.policy.ActiveRule;
import org.aafleet.policy.EffectiveProfile;
import org.aafleet.policy.glob.Glob;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;
import org.aafleet.policy.model.AllRule;
import org.aafleet.policy.model.BareFileRule;
import org.aafleet.policy.model.ExecMode;
import org.aafleet.policy.model.FilePermission;
import org.aafleet.policy.model.FileRule;
import org.aafleet.policy.model.LinkRule;
import org.aafleet.policy.model.Qualifiers.Owner;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;

/**
 * The file rules of a profile, taken together as {@code apparmor_parser} does it: for each access the rules of the highest
 * priority that speak of it decide, and among these {@code deny} wins.
 */
public final class FileRules {

    private static final String EVERY_FILE = "/{**,}";

    /**
     * One rule, ready to be asked.
     *
     * @param exact whether it lists the names that it matches: then it says how they are executed, whatever others say
     */
    private record Matcher(ActiveRule rule, Set<FileAccess> accesses, boolean exact, RunAutomaton names) {

        static Matcher of(ActiveRule rule, Set<FileAccess> accesses, String pattern, Variables variables)
                throws GlobException {
            Glob glob = Glob.parse(variables.expand(pattern));
            return new Matcher(rule, accesses, glob.isExact(), new RunAutomaton(glob.toAutomaton()));
        }

        int priority() {
            return rule.qualifiers().priority();
        }

        boolean denies() {
            return rule.qualifiers().isDeny();
        }

        boolean speaksOf(FileAccess access, boolean owner) {
            Optional<Owner> only = rule.qualifiers().owner();
            return accesses.contains(access) && (only.isEmpty() || (only.get() == Owner.OWNER) == owner);
        }
    }

    private final List<Matcher> matchers = new ArrayList<>();

    /** @param problems of patterns that mean nothing; their rules are left out */
    public FileRules(EffectiveProfile profile, Problems problems) {
        for (ActiveRule rule : profile.rules()) {
            try {
                matcher(rule, profile.variables()).ifPresent(matchers::add);
            } catch (GlobException e) {
                problems.add(Problem.error(rule.at(), rule.rule().construct() + ": " + e.getMessage()));
            }
        }
    }

    private static Optional<Matcher> matcher(ActiveRule active, Variables variables) throws GlobException {
        if (active.rule() instanceof FileRule file) {
            return Optional.of(Matcher.of(active, accesses(file), file.path().text(), variables));
        }
        if (active.rule() instanceof LinkRule link) {
            return Optional.of(
                    Matcher.of(active, EnumSet.of(FileAccess.LINK), link.link().text(), variables));
        }
        return active.rule() instanceof BareFileRule || active.rule() instanceof AllRule
                ? Optional.of(Matcher.of(active, EnumSet.allOf(FileAccess.class), EVERY_FILE, variables))
                : Optional.empty();
    }

    private static Set<FileAccess> accesses(FileRule rule) {
        Set<FileAccess> accesses = EnumSet.noneOf(FileAccess.class);
        for (FilePermission permission : rule.permissions().permissions()) {
            accesses.add(
                    switch (permission) {
                        case READ -> FileAccess.READ;
                        case WRITE -> FileAccess.WRITE;
                        case APPEND -> FileAccess.APPEND;
                        case LINK -> FileAccess.LINK;
                        case LOCK -> FileAccess.LOCK;
                        case MMAP -> FileAccess.MMAP;
                    });
        }
        if (accesses.contains(FileAccess.WRITE)) {
            accesses.add(FileAccess.APPEND);
        }
        rule.permissions().exec().ifPresent(mode -> {
            accesses.add(FileAccess.EXECUTE);
            if (mode == ExecMode.IX
                    || mode == ExecMode.PIX
                    || mode == ExecMode.PIX_UNSAFE
                    || mode == ExecMode.CIX
                    || mode == ExecMode.CIX_UNSAFE) {
                accesses.add(FileAccess.MMAP);
            }
        });
        return accesses;
    }

    /**
     * @param name of the file, as the kernel resolves it
     * @param owner whether the process's user owns it
     */
    public FileDecision decide(FileAccess access, String name, boolean owner) {
        List<Matcher> speaking = speaking(access, name, owner);
        int highest = speaking.stream().mapToInt(Matcher::priority).max().orElse(0);
        List<Matcher> deciding =
                speaking.stream().filter(rule -> rule.priority() == highest).toList();
        List<Matcher> denying = deciding.stream().filter(Matcher::denies).toList();
        if (deciding.isEmpty()) {
            return FileDecision.UNSPOKEN;
        }
        return denying.isEmpty() ? decision(true, deciding) : decision(false, denying);
    }

    private List<Matcher> speaking(FileAccess access, String name, boolean owner) {
        String bytes = Glob.bytes(name);
        return matchers.stream()
                .filter(matcher ->
                        matcher.speaksOf(access, owner) && matcher.names().run(bytes))
                .toList();
    }

    private static FileDecision decision(boolean allowed, List<Matcher> winning) {
        List<ActiveRule> rules = winning.stream()
                .sorted(Comparator.comparing(Matcher::exact).reversed())
                .map(Matcher::rule)
                .toList();
        boolean audited = rules.stream().anyMatch(rule -> rule.qualifiers().audit());
        return new FileDecision(allowed, audited, Optional.of(rules.get(0)), rules.subList(1, rules.size()));
    }
}
