package org.aafleet.policy;

/** Where a profile stands. */
public enum Mode {
    COMPLAIN,
    ENFORCE
}
