package org.aafleet.policy.model;

/** Whether an exec scrubs the environment, said by a word instead of the exec mode's case. */
public enum ExecSafety {
    SAFE("safe"),
    UNSAFE("unsafe");

    private final String text;

    ExecSafety(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
