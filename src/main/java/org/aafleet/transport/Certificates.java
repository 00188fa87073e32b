package org.aafleet.transport;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** OpenSSH user certificates (PROTOCOL.certkeys), as far as finding the key that one belongs to. */
final class Certificates {

    private static final String SUFFIX = "-cert-v01@openssh.com";

    private Certificates() {}

    /**
     * A certificate is: its type, a nonce, the key's own fields, then the rest; so after type and nonce it continues
     * with exactly what follows the type in the plain key.
     */
    static boolean certifies(PublicKeyBlob certificate, PublicKeyBlob key) {
        if (!certificate.type().equals(key.type() + SUFFIX)) {
            return false;
        }
        try {
            ByteBuffer fields = ByteBuffer.wrap(certificate.bytes());
            skipString(fields);
            skipString(fields);
            ByteBuffer ofKey = ByteBuffer.wrap(key.bytes());
            skipString(ofKey);
            return fields.remaining() >= ofKey.remaining()
                    && fields.slice().limit(ofKey.remaining()).equals(ofKey);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return false;
        }
    }

    private static void skipString(ByteBuffer fields) {
        int length = fields.getInt();
        fields.position(fields.position() + length);
    }
}
