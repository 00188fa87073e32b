package org.aafleet.report;

import java.util.List;

/** Many host names on one line. */
final class HostNames {

    private static final int SHOWN = 6;

    private HostNames() {}

    static String of(List<String> names) {
        if (names.size() <= SHOWN) {
            return String.join(", ", names);
        }
        return String.join(", ", names.subList(0, SHOWN - 1)) + " and " + (names.size() - SHOWN + 1) + " more";
    }
}
