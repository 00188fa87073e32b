package org.aafleet.inventory;

/**
 * A host of an inventory.
 *
 * @param name the inventory name, which need not be an address; any text that an inventory may hold, so quote it
 * @param implicit whether it is the {@code localhost} that exists without being written anywhere; {@code all} does not
 *     match it
 */
public record Host(String name, boolean implicit) {

    static Host named(String name) {
        return new Host(name, false);
    }
}
