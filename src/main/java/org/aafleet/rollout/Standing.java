package org.aafleet.rollout;

/** Where a host stands on the road of a rollout. Stages are numbered from 0, in its wave. */
public sealed interface Standing {

    /**
     * Nobody knows, or nothing can be done there.
     *
     * @param setOut whether it is known to be on the way: what was done to it may be why it is not heard of
     */
    record Away(String why, boolean setOut) implements Standing {}

    /**
     * It is to enter this stage.
     *
     * @param setOut whether it is on the way already, so that its soak begins again or what was begun is to be ended
     */
    record Due(int stage, boolean setOut) implements Standing {}

    /** It is in this stage. */
    record In(int stage, Verdict verdict) implements Standing {}

    /** It has passed this stage's gate, and waits for the others of its wave. */
    record Passed(int stage) implements Standing {}

    /** It has not passed, and was dealt with. */
    record Failed(int stage, String why) implements Standing {}
}
