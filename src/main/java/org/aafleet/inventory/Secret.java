package org.aafleet.inventory;

/** A password. Its {@link #toString} does not tell it, so that no log or message does. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "***";
    }
}
