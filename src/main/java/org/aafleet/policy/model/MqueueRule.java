package org.aafleet.policy.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code mqueue (open, read) type=posix label=name /queue,}; parser 4.0 and newer.
 *
 * @param type {@code posix} or {@code sysv}
 * @param name a path of a POSIX queue, a number of a System V one
 */
public record MqueueRule(
        Qualifiers qualifiers,
        Set<Access> access,
        Optional<Aare> type,
        Optional<Aare> label,
        Optional<Aare> name,
        Span span)
        implements Rule {

    public MqueueRule {
        access = Set.copyOf(access);
    }

    public enum Access {
        READ,
        WRITE,
        CREATE,
        OPEN,
        DELETE,
        GETATTR,
        SETATTR
    }

    @Override
    public String construct() {
        return "mqueue rule";
    }

    @Override
    public String text() {
        return new RuleText(qualifiers, "mqueue")
                .access(access)
                .condition("type", type)
                .condition("label", label)
                .word(name)
                .end();
    }

    @Override
    public List<Aare> patterns() {
        return Stream.of(label, name).flatMap(Optional::stream).toList();
    }
}
