package org.aafleet.playbook;

/** What is done when a host does not pass a gate. */
public enum OnFail {
    /** The host goes back to where it was before the rollout. */
    ROLLBACK_HOST,
    /** Every host of its wave does. */
    ROLLBACK_WAVE,
    /** Everything stays as it is until a person decides. */
    PAUSE
}
