package org.aafleet.policy.access;

import java.util.List;

/** Accesses in the words of the rules that grant them. */
public final class AccessName {

    private AccessName() {}

    /** @param owner whether to say who owns the file */
    public static String of(Access access, boolean owner) {
        return named(access, access.permission(), owner);
    }

    /** @param permissions in place of the access's own */
    public static String named(Access access, String permissions, boolean owner) {
        List<String> object = access.object();
        return switch (access.kind()) {
            case FILE -> permissions + " " + object.get(0) + (owner ? ", " + whose(object.get(1)) : "");
            case LINK -> "l " + object.get(0) + " -> " + object.get(1) + (owner ? ", " + whose(object.get(2)) : "");
            default -> other(access, permissions);
        };
    }

    private static String whose(String owner) {
        return owner.equals(Kind.OWNER) ? "the process's own" : "somebody else's";
    }

    private static String other(Access access, String permissions) {
        Kind kind = access.kind();
        StringBuilder text = new StringBuilder(kind.keyword());
        if (kind.permissions().size() > 1) {
            text.append(' ').append(permissions);
        }
        boolean alone = kind.fields().size() == 1;
        for (int i = 0; i < kind.fields().size(); i++) {
            String value = access.object().get(i);
            if (!value.isEmpty()) {
                text.append(' ')
                        .append(
                                alone && kind == Kind.CAPABILITY
                                        ? ""
                                        : kind.fields().get(i) + "=");
                text.append(value);
            }
        }
        return text.toString();
    }
}
