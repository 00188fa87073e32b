package org.aafleet.policy.model;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The access of a file rule, {@code rwk} or {@code mrPx}. */
public record FilePermissions(Set<FilePermission> permissions, Optional<ExecMode> exec) {

    public FilePermissions {
        permissions = Set.copyOf(permissions);
    }

    public boolean has(FilePermission permission) {
        return permissions.contains(permission);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        new TreeSet<>(permissions).forEach(permission -> text.append(permission.letter()));
        return text.append(exec.map(ExecMode::toString).orElse("")).toString();
    }
}
