package org.aafleet.policy.model;

import java.util.List;
import java.util.Optional;

/**
 * {@code owner /srv/** rw,}, or with its permissions first: {@code rw /srv/**,}.
 *
 * @param permissionsFirst the order matters: with {@code l}, a target after leading permissions is the link's, while
 *     parsers before 4.1.8 take it for an exec target in the other form
 * @param subset of a leading {@code l}: the link may not have more permissions than its target
 * @param target the profile that an exec switches to, or the file that a link points to
 */
public record FileRule(
        Qualifiers qualifiers,
        Optional<ExecSafety> safety,
        Aare path,
        FilePermissions permissions,
        boolean permissionsFirst,
        boolean subset,
        Optional<Aare> target,
        Span span)
        implements Rule {

    @Override
    public String construct() {
        return "file rule";
    }

    /** How it executes, whichever way that was said. */
    public Optional<ExecMode> exec() {
        Optional<ExecMode> mode = permissions.exec();
        return safety.flatMap(given -> mode.map(exec -> exec.scrubbed(given == ExecSafety.SAFE)))
                .or(() -> mode);
    }

    @Override
    public String text() {
        RuleText text = new RuleText(qualifiers, "file").word(safety);
        if (permissionsFirst) {
            text.word(permissions)
                    .word(subset ? Optional.of("subset") : Optional.empty())
                    .word(path);
        } else {
            text.word(path).word(permissions);
        }
        return text.target(target).end();
    }

    @Override
    public List<Aare> patterns() {
        return permissions.has(FilePermission.LINK) && target.isPresent() ? List.of(path, target.get()) : List.of(path);
    }
}
