package org.aafleet.playbook;

import java.util.Locale;

/** A mode that a host is taken to on its way, and in which it stays for a while. */
public enum RolloutStep {
    COMPLAIN,
    ENFORCE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
