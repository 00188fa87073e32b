package org.aafleet.transport;

import java.util.Arrays;
import java.util.List;

/** A pattern-list of ssh_config(5): {@code *} and {@code ?}, and a leading {@code !} that excludes. */
record GlobList(List<String> globs) {

    GlobList {
        globs = List.copyOf(globs);
    }

    static GlobList ofCommas(String list) {
        return new GlobList(Arrays.asList(list.split(",", -1)));
    }

    /** One of them matches, and none that excludes. */
    boolean matches(String name) {
        boolean matched = false;
        for (String glob : globs) {
            boolean excludes = glob.startsWith("!");
            if (matches(excludes ? glob.substring(1) : glob, name)) {
                if (excludes) {
                    return false;
                }
                matched = true;
            }
        }
        return matched;
    }

    /** Linear: on a mismatch only the last star is moved on. */
    private static boolean matches(String glob, String text) {
        int at = 0;
        int star = -1;
        int starredTo = 0;
        int i = 0;
        while (i < text.length()) {
            if (at < glob.length() && glob.charAt(at) == '*') {
                star = at++;
                starredTo = i;
            } else if (at < glob.length() && (glob.charAt(at) == '?' || glob.charAt(at) == text.charAt(i))) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++starredTo;
            } else {
                return false;
            }
        }
        return glob.substring(at).chars().allMatch(letter -> letter == '*');
    }
}
