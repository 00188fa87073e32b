package org.aafleet.playbook;

/** Whether a rollout may restart a service: a profile confines only what is started after it was loaded. */
public enum RestartPolicy {
    NEVER,
    /** Only units with a process that the profiles do not confine. */
    IF_UNCONFINED,
    /** With every change of the profiles. */
    ALWAYS
}
