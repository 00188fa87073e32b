package org.aafleet.catalog;

import java.util.Locale;

/** Where a service's profiles stand. */
public enum ServiceMode {
    COMPLAIN,
    ENFORCE,
    /** The profiles are on disk but not loaded, and vendors' profiles for the same programs are left alone. */
    DISABLED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
