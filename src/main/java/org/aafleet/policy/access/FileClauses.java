package org.aafleet.policy.access;

import dk.brics.automaton.Automaton;
import dk.brics.automaton.BasicAutomata;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aafleet.policy.ActiveRule;
import org.aafleet.policy.glob.Glob;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;
import org.aafleet.policy.model.Aare;
import org.aafleet.policy.model.ExecMode;
import org.aafleet.policy.model.FilePermission;
import org.aafleet.policy.model.FileRule;
import org.aafleet.policy.model.LinkRule;

/** What rules of files and links grant. */
final class FileClauses {

    private static final Set<ExecMode> INHERITING =
            Set.of(ExecMode.IX, ExecMode.PIX, ExecMode.PIX_UNSAFE, ExecMode.CIX, ExecMode.CIX_UNSAFE);

    /** What a link may point to where its rule does not say: any file but the root directory. */
    private static final Pattern ANY_TARGET = new Pattern("/[^/]", false, FileClauses::anyTarget);

    private FileClauses() {}

    static List<Clause> of(ActiveRule active, FileRule rule, Variables variables) throws GlobException {
        List<Clause> clauses = new ArrayList<>();
        Pattern name = Pattern.glob(rule.path().text(), variables);
        Set<String> letters = letters(rule);
        if (!letters.isEmpty()) {
            clauses.add(new Clause(active, Kind.FILE, letters, List.of(name, owner(active)), exec(active, rule)));
        }
        if (rule.permissions().has(FilePermission.LINK)) {
            Optional<Aare> target = rule.permissionsFirst() ? rule.target() : Optional.empty();
            clauses.add(link(active, name, target, rule.subset() || target.isEmpty(), variables));
        }
        return clauses;
    }

    static Clause of(ActiveRule active, LinkRule rule, Variables variables) throws GlobException {
        Pattern link = Pattern.glob(rule.link().text(), variables);
        return link(active, link, Optional.of(rule.target()), rule.subset(), variables);
    }

    /** {@code file,} and {@code all,}. */
    static List<Clause> ofEveryFile(ActiveRule active) throws GlobException {
        Pattern name = Pattern.glob("/{**,}", Variables.NONE);
        Optional<String> inherit =
                active.qualifiers().isDeny() ? Optional.empty() : Optional.of(ExecMode.IX.toString());
        return List.of(
                new Clause(
                        active,
                        Kind.FILE,
                        new HashSet<>(Kind.FILE.permissions()),
                        List.of(name, owner(active)),
                        inherit),
                link(active, name, Optional.empty(), true, Variables.NONE));
    }

    private static Clause link(
            ActiveRule active, Pattern link, Optional<Aare> target, boolean subset, Variables variables)
            throws GlobException {
        Pattern existing = target.isPresent() ? Pattern.glob(target.get().text(), variables) : ANY_TARGET;
        Set<String> permissions = subset ? Set.of("l", "subset") : Set.of("l");
        return Clause.of(active, Kind.LINK, permissions, List.of(link, existing, owner(active)));
    }

    private static Pattern owner(ActiveRule active) {
        return active.qualifiers()
                .owner()
                .map(only -> Pattern.word(only.name().toLowerCase(java.util.Locale.ROOT)))
                .orElse(Pattern.ANY);
    }

    /** Write includes append, and where a program inherits its confinement it may be mapped. */
    private static Set<String> letters(FileRule rule) {
        Set<String> letters = new HashSet<>();
        rule.permissions().permissions().stream()
                .filter(permission -> permission != FilePermission.LINK)
                .forEach(permission -> letters.add(String.valueOf(permission.letter())));
        if (letters.contains("w")) {
            letters.add("a");
        }
        rule.permissions().exec().ifPresent(mode -> {
            letters.add("x");
            if (INHERITING.contains(mode)) {
                letters.add("m");
            }
        });
        return letters;
    }

    private static Optional<String> exec(ActiveRule active, FileRule rule) {
        String target = rule.target().map(profile -> " -> " + profile.text()).orElse("");
        return active.qualifiers().isDeny() ? Optional.empty() : rule.exec().map(mode -> mode + target);
    }

    private static Automaton anyTarget() {
        Automaton notSlash = BasicAutomata.makeCharRange((char) 1, '.')
                .union(BasicAutomata.makeCharRange('0', (char) Glob.LAST_BYTE));
        return BasicAutomata.makeChar('/')
                .concatenate(notSlash)
                .concatenate(BasicAutomata.makeCharRange((char) 1, (char) Glob.LAST_BYTE)
                        .repeat());
    }
}
