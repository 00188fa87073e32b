package org.aafleet.policy.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Under which profile an executed program runs. An upper-case letter asks the loader to scrub the environment (secure
 * execution), a lower-case one does not; {@code ix} never changes confinement, so it has one form only.
 */
public enum ExecMode {
    /** For deny rules, and beside them in no rule. */
    X("x"),
    IX("ix"),
    UX_UNSAFE("ux"),
    UX("Ux"),
    PX_UNSAFE("px"),
    PX("Px"),
    CX_UNSAFE("cx"),
    CX("Cx"),
    PIX_UNSAFE("pix"),
    PIX("Pix"),
    CIX_UNSAFE("cix"),
    CIX("Cix"),
    PUX_UNSAFE("pux"),
    PUX("PUx"),
    CUX_UNSAFE("cux"),
    CUX("CUx");

    private final String text;

    ExecMode(String text) {
        this.text = text;
    }

    /** By its letters: only the first one's case matters, so {@code Pux} is {@code PUx}, and {@code IX} is {@code ix}. */
    public static Optional<ExecMode> of(String letters) {
        char first = letters.charAt(0);
        String normal = Character.toLowerCase(first) == 'i' || letters.length() == 1 ? "" : String.valueOf(first);
        String wanted = normal + letters.substring(normal.length()).toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(mode -> wanted.equals(mode.key())).findFirst();
    }

    private String key() {
        return text.charAt(0) + text.substring(1).toLowerCase(Locale.ROOT);
    }

    /** The same transition with ({@code unsafe}) or without the caller's environment. */
    public ExecMode scrubbed(boolean scrub) {
        if (this == X || this == IX) {
            return this;
        }
        char first = scrub ? Character.toUpperCase(text.charAt(0)) : Character.toLowerCase(text.charAt(0));
        return of(first + text.substring(1)).orElse(this);
    }

    @Override
    public String toString() {
        return text;
    }
}
