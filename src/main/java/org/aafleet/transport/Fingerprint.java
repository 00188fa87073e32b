package org.aafleet.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What people compare of a public key in SSH wire format (RFC 4253 §6.6). */
final class Fingerprint {

    private Fingerprint() {}

    /** {@code ssh-ed25519 SHA256:…}, as {@code ssh-keygen -l} prints it. */
    static String of(byte[] blob) {
        return type(blob) + " SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(sha256(blob));
    }

    /** The key type that the blob begins with; empty for nonsense. */
    static String type(byte[] blob) {
        if (blob.length < Integer.BYTES) {
            return "";
        }
        int length = ByteBuffer.wrap(blob).getInt();
        return length < 0 || length > blob.length - Integer.BYTES
                ? ""
                : new String(blob, Integer.BYTES, length, StandardCharsets.US_ASCII);
    }

    private static byte[] sha256(byte[] blob) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(blob);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
