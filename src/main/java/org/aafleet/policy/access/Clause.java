package org.aafleet.policy.access;

import dk.brics.automaton.Automaton;
import dk.brics.automaton.BasicAutomata;
import dk.brics.automaton.BasicOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.aafleet.policy.ActiveRule;

/**
 * What a rule says of one kind of access: these permissions on the objects that match. A rule can have several.
 *
 * @param exec how it executes, such as {@code ix} or {@code Px -> worker}, of a rule that allows it; of a change_profile rule
 *     whether the new program gets the environment
 */
record Clause(ActiveRule rule, Kind kind, Set<String> permissions, List<Pattern> object, Optional<String> exec) {

    Clause {
        permissions = Set.copyOf(permissions);
        object = List.copyOf(object);
    }

    static Clause of(ActiveRule rule, Kind kind, Set<String> permissions, List<Pattern> object) {
        return new Clause(rule, kind, permissions, object, Optional.empty());
    }

    int priority() {
        return rule.qualifiers().priority();
    }

    boolean denies() {
        return rule.qualifiers().isDeny();
    }

    boolean audits() {
        return rule.qualifiers().audit();
    }

    /** Whether a program that it lets run may be mapped, too, as it keeps its confinement. */
    boolean inherits() {
        return exec.filter(mode -> mode.matches("(?i)[pc]?ix.*")).isPresent();
    }

    /** Whether it lists the names that it matches: then it says how they are executed, whatever others say. */
    boolean isExact() {
        return object.isEmpty() || object.get(0).exact();
    }

    /** Two with the same text match the same objects. */
    String pattern() {
        List<String> texts = new ArrayList<>();
        object.forEach(part -> texts.add(part.text()));
        return String.join(String.valueOf(Access.SEPARATOR), texts);
    }

    /** Two with the same text do the same. */
    String meaning() {
        return String.join(
                "\n",
                pattern(),
                new TreeSet<>(permissions).toString(),
                priority() + " " + denies() + " " + audits(),
                exec.orElse(""));
    }

    /** Of the objects, each as {@link Access#encoded}. */
    Automaton automaton() {
        List<Automaton> parts = new ArrayList<>();
        for (Pattern part : object) {
            if (!parts.isEmpty()) {
                parts.add(BasicAutomata.makeChar(Access.SEPARATOR));
            }
            parts.add(part.automaton().get());
        }
        return parts.isEmpty() ? BasicAutomata.makeEmptyString() : BasicOperations.concatenate(parts);
    }
}
