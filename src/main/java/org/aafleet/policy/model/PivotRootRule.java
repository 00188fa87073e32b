package org.aafleet.policy.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code pivot_root oldroot=/mnt/old/ /mnt/ -> profile,}. */
public record PivotRootRule(
        Qualifiers qualifiers, Optional<Aare> oldRoot, Optional<Aare> newRoot, Optional<Aare> target, Span span)
        implements Rule {

    @Override
    public String construct() {
        return "pivot_root rule";
    }

    @Override
    public String text() {
        return new RuleText(qualifiers, "pivot_root")
                .condition("oldroot", oldRoot)
                .word(newRoot)
                .target(target)
                .end();
    }

    @Override
    public List<Aare> patterns() {
        return Stream.of(oldRoot, newRoot, target).flatMap(Optional::stream).toList();
    }
}
