package org.aafleet.policy.access;

import java.util.List;
import org.aafleet.policy.glob.Glob;

/**
 * One permission on one object: what a process may want.
 *
 * @param permission one of the kind's
 * @param object a value for each of the kind's fields; empty where it has none, such as the peer of a socket that is bound
 */
public record Access(Kind kind, String permission, List<String> object) {

    /** Between the values of an object, which cannot hold it. */
    static final char SEPARATOR = '\0';

    public Access {
        object = List.copyOf(object);
        if (object.size() != kind.fields().size() || !kind.permissions().contains(permission)) {
            throw new IllegalArgumentException(kind + " " + permission + " " + object);
        }
    }

    /**
     * @param letter r, w, a, k, m or x
     * @param name as the kernel resolves it
     */
    public static Access file(char letter, String name, boolean owner) {
        return new Access(Kind.FILE, String.valueOf(letter), List.of(name, owner ? Kind.OWNER : Kind.OTHER));
    }

    /** @param owner whether the process's user owns the file that is linked to */
    public static Access link(String link, String target, boolean owner) {
        return new Access(Kind.LINK, "l", List.of(link, target, owner ? Kind.OWNER : Kind.OTHER));
    }

    /** @param options in any order, by any of their names */
    public static Access mount(String source, String mountpoint, String type, List<String> options) {
        return new Access(Kind.MOUNT, "mount", List.of(source, mountpoint, type, MountClauses.options(options)));
    }

    /** @param options in any order, by any of their names */
    public static Access remount(String mountpoint, List<String> options) {
        return new Access(Kind.REMOUNT, "remount", List.of(mountpoint, MountClauses.options(options)));
    }

    /** @param object one text, as {@link #encoded} makes it, but of characters */
    static Access decoded(Kind kind, String permission, String object) {
        return new Access(
                kind,
                permission,
                kind.fields().isEmpty() ? List.of() : List.of(object.split(String.valueOf(SEPARATOR), -1)));
    }

    /** The object as one text, each byte as one character. */
    String encoded() {
        return Glob.bytes(String.join(String.valueOf(SEPARATOR), object));
    }
}
