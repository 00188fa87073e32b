package org.aafleet.policy.glob;

/** Slashes in patterns, as the reference compiler treats them. */
public final class PathNames {

    private PathNames() {}

    /** Runs of slashes become one, but a leading pair stays: it is a name space of its own in POSIX. */
    public static String singleSlashes(String pattern) {
        if (!pattern.contains("//")) {
            return pattern;
        }
        boolean pair = pattern.startsWith("//") && !pattern.startsWith("///");
        int start = pair ? 2 : 0;
        return pattern.substring(0, start) + pattern.substring(start).replaceAll("/+", "/");
    }

    static String withoutLeadingSlashes(String value) {
        return value.replaceFirst("^/+", "");
    }

    static String withoutTrailingSlashes(String value) {
        return value.replaceFirst("/+$", "");
    }
}
