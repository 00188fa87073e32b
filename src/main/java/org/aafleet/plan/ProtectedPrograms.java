package org.aafleet.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aafleet.playbook.ProtectedProgram;
import org.aafleet.policy.Attachment;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;
import org.aafleet.yaml.Binder;

/** Which protected programs profiles attach to, and whether the play says that they may. */
final class ProtectedPrograms {

    private static final Map<ProtectedProgram, Attachment> PATTERNS = patterns();

    private ProtectedPrograms() {}

    /** @param attachments AppArmor globs; one that cannot be read counts for every program */
    static List<ProtectedProgram> among(Collection<String> attachments, Variables variables) {
        Set<ProtectedProgram> touched = EnumSet.noneOf(ProtectedProgram.class);
        for (String attachment : attachments) {
            try {
                Attachment pattern = Attachment.of(attachment, variables);
                PATTERNS.forEach((program, paths) -> {
                    if (paths.overlaps(pattern)) {
                        touched.add(program);
                    }
                });
            } catch (GlobException e) {
                touched.addAll(PATTERNS.keySet());
            }
        }
        return List.copyOf(touched);
    }

    private static Map<ProtectedProgram, Attachment> patterns() {
        Map<ProtectedProgram, Attachment> patterns = new EnumMap<>(ProtectedProgram.class);
        for (ProtectedProgram program : ProtectedProgram.values()) {
            try {
                patterns.put(program, Attachment.of(program.paths(), Variables.NONE));
            } catch (GlobException e) {
                throw new IllegalStateException(program.toString(), e);
            }
        }
        return patterns;
    }

    static List<String> blockers(DesiredService service) {
        List<ProtectedProgram> forbidden = new ArrayList<>(service.protectedPrograms());
        forbidden.removeAll(service.entry().allowProtected());
        if (forbidden.isEmpty()) {
            return List.of();
        }
        String words = words(forbidden);
        return List.of(service.name() + " attaches to protected programs (" + words
                + "), where a mistake locks everybody out; 'allow_protected: [" + words + "]' in the play allows it");
    }

    static List<String> warnings(DesiredService service) {
        List<ProtectedProgram> allowed = new ArrayList<>(service.protectedPrograms());
        allowed.retainAll(service.entry().allowProtected());
        return allowed.isEmpty()
                ? List.of()
                : List.of(service.name() + " confines protected programs (" + words(allowed) + "), as the play allows");
    }

    static String words(List<ProtectedProgram> programs) {
        return String.join(", ", programs.stream().map(Binder::word).toList());
    }
}
