package org.aafleet.policy.model;

/**
 * A word whose own place matters: a profile's name, its attachment, one of its flags.
 *
 * @param text without surrounding quotes
 */
public record Word(String text, Span span) {

    public Aare aare() {
        return new Aare(text);
    }

    @Override
    public String toString() {
        return aare().toString();
    }
}
