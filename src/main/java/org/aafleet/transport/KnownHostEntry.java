package org.aafleet.transport;

/**
 * One line of a known_hosts file.
 *
 * @param origin {@code FILE:LINE}
 */
record KnownHostEntry(Marker marker, KnownHostNames names, PublicKeyBlob key, String origin) {

    enum Marker {
        NONE,
        CERT_AUTHORITY,
        REVOKED
    }

    String type() {
        return key.type();
    }
}
