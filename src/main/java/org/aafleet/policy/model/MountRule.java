package org.aafleet.policy.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code mount options=(ro, nosuid) fstype=ext4 /dev/sda1 -> /mnt/,}, {@code remount} and {@code umount}.
 *
 * @param conditions {@code fstype} (or {@code vfstype}) and {@code options} (or {@code option})
 * @param source only of a mount
 */
public record MountRule(
        Qualifiers qualifiers,
        Operation operation,
        List<Condition> conditions,
        Optional<Aare> source,
        Optional<Aare> mountpoint,
        Span span)
        implements Rule {

    public MountRule {
        conditions = List.copyOf(conditions);
    }

    public enum Operation {
        MOUNT("mount"),
        REMOUNT("remount"),
        UMOUNT("umount");

        private final String keyword;

        Operation(String keyword) {
            this.keyword = keyword;
        }
    }

    @Override
    public String construct() {
        return operation.keyword + " rule";
    }

    @Override
    public String text() {
        RuleText text = new RuleText(qualifiers, operation.keyword);
        conditions.forEach(text::word);
        text.word(source);
        return (operation == Operation.MOUNT ? text.target(mountpoint) : text.word(mountpoint)).end();
    }

    @Override
    public List<Aare> patterns() {
        return Stream.concat(
                        Stream.of(source, mountpoint).flatMap(Optional::stream),
                        conditions.stream()
                                .filter(condition -> condition.name().endsWith("fstype"))
                                .flatMap(condition -> condition.values().stream()))
                .toList();
    }
}
