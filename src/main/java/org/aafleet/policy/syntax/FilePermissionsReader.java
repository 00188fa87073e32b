package org.aafleet.policy.syntax;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.aafleet.policy.model.ExecMode;
import org.aafleet.policy.model.FilePermission;
import org.aafleet.policy.model.FilePermissions;

/** Permission letters to permissions. */
final class FilePermissionsReader {

    private final Cursor cursor;
    private final Token token;
    private final Set<FilePermission> permissions = EnumSet.noneOf(FilePermission.class);
    private Optional<ExecMode> exec = Optional.empty();

    private FilePermissionsReader(Cursor cursor, Token token) {
        this.cursor = cursor;
        this.token = token;
    }

    static FilePermissions read(Cursor cursor, Token token) {
        FilePermissionsReader reader = new FilePermissionsReader(cursor, token);
        String letters = token.text();
        for (int at = 0; at < letters.length(); ) {
            int length = PermissionLetters.unit(letters, at);
            reader.add(letters.substring(at, at + length));
            at += length;
        }
        return new FilePermissions(reader.permissions, reader.exec);
    }

    private void add(String unit) {
        switch (unit) {
            case "r", "R" -> permissions.add(FilePermission.READ);
            case "w", "W" -> addExclusive(FilePermission.WRITE, FilePermission.APPEND);
            case "a" -> addExclusive(FilePermission.APPEND, FilePermission.WRITE);
            case "l", "L" -> permissions.add(FilePermission.LINK);
            case "k" -> permissions.add(FilePermission.LOCK);
            case "m", "M" -> permissions.add(FilePermission.MMAP);
            default -> ExecMode.of(unit).ifPresent(this::addExec);
        }
    }

    private void addExclusive(FilePermission added, FilePermission other) {
        if (permissions.contains(other)) {
            cursor.error(token.start(), "file rule: 'a' and 'w' exclude each other");
        }
        permissions.add(added);
    }

    /** A bare x behind a mode adds nothing, before a mode it conflicts with all but ix; one mode twice is one. */
    private void addExec(ExecMode mode) {
        ExecMode before = exec.orElse(mode);
        boolean completes = before == ExecMode.X && mode == ExecMode.IX;
        if (before != mode && mode != ExecMode.X && !completes) {
            cursor.error(token.start(), "file rule: exec mode '" + mode + "' conflicts with '" + before + "'");
        }
        exec = Optional.of(mode == ExecMode.X ? before : mode);
    }
}
