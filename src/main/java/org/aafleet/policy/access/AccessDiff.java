package org.aafleet.policy.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aafleet.policy.access.AccessChange.Effect;

/** Which accesses two versions of a profile decide differently; every one of them is covered by an entry. */
public final class AccessDiff {

    private static final String SUBSET = "subset";

    private final AccessRules before;
    private final AccessRules after;

    private AccessDiff(AccessRules before, AccessRules after) {
        this.before = before;
        this.after = after;
    }

    /** @throws TooComplexException when the rules are too many and too entangled to say */
    public static List<AccessChange> between(AccessRules before, AccessRules after) throws TooComplexException {
        AccessDiff diff = new AccessDiff(before, after);
        List<AccessChange> changes = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (!before.of(kind).meaning().equals(after.of(kind).meaning())) {
                for (AccessChange change : new KindDiff(kind, before.of(kind), after.of(kind)).changes()) {
                    (kind == Kind.LINK ? diff.ofLinks(change) : Optional.of(change)).ifPresent(changes::add);
                }
            }
        }
        return changes;
    }

    /** What the rules of links say may be without effect, as permissions on the two files have a say. */
    private Optional<AccessChange> ofLinks(AccessChange change) {
        if (!change.permissions().contains("l")) {
            return Optional.of(with(change, Effect.LINKED_OTHERWISE, Set.of(SUBSET), change.example()));
        }
        List<String> object = change.example().object();
        Access toItself = new Access(Kind.LINK, "l", List.of(object.get(0), object.get(0), object.get(2)));
        for (Access example : List.of(change.example(), toItself)) {
            if (!before.decide(example).hasSameEffect(after.decide(example))) {
                return Optional.of(new AccessChange(
                        change.effect(), Set.of("l"), example, before.decide(example), after.decide(example)));
            }
        }
        return Optional.empty();
    }

    private static AccessChange with(AccessChange change, Effect effect, Set<String> permissions, Access example) {
        return new AccessChange(effect, permissions, example, change.before(), change.after());
    }
}
