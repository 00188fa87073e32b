package org.aafleet.policy.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code change_profile safe /bin/bash -> name,}.
 *
 * @param safety only with an exec condition
 * @param exec the program at whose execution the change may happen
 * @param target absent: any profile
 */
public record ChangeProfileRule(
        Qualifiers qualifiers, Optional<ExecSafety> safety, Optional<Aare> exec, Optional<Aare> target, Span span)
        implements Rule {

    @Override
    public String construct() {
        return "change_profile rule";
    }

    @Override
    public String text() {
        return new RuleText(qualifiers, "change_profile")
                .word(safety)
                .word(exec)
                .target(target)
                .end();
    }

    @Override
    public List<Aare> patterns() {
        return Stream.of(exec, target).flatMap(Optional::stream).toList();
    }
}
