package org.aafleet.transport;

/**
 * One line of a known_hosts file.
 *
 * @param key in SSH wire format
 * @param origin {@code FILE:LINE}
 */
record KnownHostEntry(Marker marker, KnownHostNames names, byte[] key, String origin) {

    enum Marker {
        NONE,
        CERT_AUTHORITY,
        REVOKED
    }

    String type() {
        return Fingerprint.type(key);
    }
}
