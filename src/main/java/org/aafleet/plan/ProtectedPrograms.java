package org.aafleet.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.aafleet.playbook.ProtectedProgram;
import org.aafleet.policy.Attachments;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;
import org.aafleet.yaml.Binder;

/** Which protected programs profiles attach to, and whether the play says that they may. */
final class ProtectedPrograms {

    private ProtectedPrograms() {}

    /** @param attachments AppArmor globs; one that cannot be read counts for every program */
    static List<ProtectedProgram> among(Collection<String> attachments, Variables variables) {
        return Arrays.stream(ProtectedProgram.values())
                .filter(program ->
                        attachments.stream().anyMatch(attachment -> overlap(attachment, program.paths(), variables)))
                .toList();
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

    private static boolean overlap(String one, String other, Variables variables) {
        try {
            return Attachments.overlap(one, other, variables);
        } catch (GlobException e) {
            return true;
        }
    }
}
