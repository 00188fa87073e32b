package org.aafleet.policy.glob;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aafleet.policy.model.AssignmentOperator;

/** Collects assignments in their order. Each method answers with what is wrong, if something is. */
public final class VariablesBuilder {

    private final Map<String, Set<String>> sets = new HashMap<>();
    private final Map<String, Boolean> booleans = new HashMap<>();

    public Optional<String> assign(String name, AssignmentOperator operator, Collection<String> values) {
        boolean known = isDefined(name);
        switch (operator) {
            case ADD -> {
                if (!sets.containsKey(name)) {
                    return Optional.of("variable @{" + name + "} gets more values before it has any");
                }
            }
            case SET -> {
                if (known) {
                    return alreadyDefined(name);
                }
            }
            case SET_IF_UNDEFINED -> {
                if (known) {
                    return Optional.empty();
                }
            }
            case OVERRIDE -> forget(name);
        }
        sets.computeIfAbsent(name, absent -> new LinkedHashSet<>()).addAll(values);
        return Optional.empty();
    }

    public Optional<String> assign(String name, AssignmentOperator operator, boolean value) {
        if (operator == AssignmentOperator.OVERRIDE) {
            forget(name);
        }
        if (isDefined(name)) {
            return operator == AssignmentOperator.SET_IF_UNDEFINED ? Optional.empty() : alreadyDefined(name);
        }
        booleans.put(name, value);
        return Optional.empty();
    }

    private static Optional<String> alreadyDefined(String name) {
        return Optional.of("variable '" + name + "' is already defined");
    }

    private boolean isDefined(String name) {
        return sets.containsKey(name) || booleans.containsKey(name);
    }

    private void forget(String name) {
        sets.remove(name);
        booleans.remove(name);
    }

    public Variables build() {
        return new Variables(sets, booleans);
    }
}
