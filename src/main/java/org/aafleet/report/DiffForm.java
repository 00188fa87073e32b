package org.aafleet.report;

/** What a plan shows of files that change, by the words of {@code --diff}. */
public enum DiffForm {
    none,
    /** Their texts. */
    text,
    /** What they mean: accesses gained and lost. */
    policy,
    both;

    boolean showsText() {
        return this == text || this == both;
    }

    boolean showsMeaning() {
        return this == policy || this == both;
    }
}
