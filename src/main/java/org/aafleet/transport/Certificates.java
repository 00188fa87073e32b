package org.aafleet.transport;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** OpenSSH user certificates (PROTOCOL.certkeys), as far as finding the key that one belongs to. */
final class Certificates {

    private static final String SUFFIX = "-cert-v01@openssh.com";

    private Certificates() {}

    /**
     * A certificate is: its type, a nonce, the key's own fields, then the rest; so after type and nonce it continues
     * with exactly what follows the type in the plain key.
     */
    static boolean certifies(byte[] certificate, byte[] key) {
        if (!Fingerprint.type(certificate).equals(Fingerprint.type(key) + SUFFIX)) {
            return false;
        }
        try {
            ByteBuffer fields = ByteBuffer.wrap(certificate);
            skipString(fields);
            skipString(fields);
            ByteBuffer ofKey = ByteBuffer.wrap(key);
            skipString(ofKey);
            int start = fields.position();
            int length = ofKey.remaining();
            return fields.remaining() >= length
                    && Arrays.equals(certificate, start, start + length, key, ofKey.position(), key.length);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return false;
        }
    }

    private static void skipString(ByteBuffer fields) {
        int length = fields.getInt();
        fields.position(fields.position() + length);
    }
}
