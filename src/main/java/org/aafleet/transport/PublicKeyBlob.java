package org.aafleet.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** A public key or certificate in SSH wire format (RFC 4253 §6.6). */
final class PublicKeyBlob {

    private final byte[] bytes;

    private PublicKeyBlob(byte[] bytes) {
        this.bytes = bytes;
    }

    static PublicKeyBlob of(byte[] bytes) {
        return new PublicKeyBlob(bytes.clone());
    }

    /** @return empty unless the text is base64 of a key of that type */
    static Optional<PublicKeyBlob> parse(String type, String base64) {
        try {
            PublicKeyBlob blob = new PublicKeyBlob(Base64.getDecoder().decode(base64));
            return Optional.of(blob).filter(each -> each.type().equals(type) && !type.isEmpty());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** What the blob begins with, {@code ssh-ed25519} for example; empty for nonsense. */
    String type() {
        if (bytes.length < Integer.BYTES) {
            return "";
        }
        int length = ByteBuffer.wrap(bytes).getInt();
        return length < 0 || length > bytes.length - Integer.BYTES
                ? ""
                : new String(bytes, Integer.BYTES, length, StandardCharsets.US_ASCII);
    }

    /** {@code TYPE BASE64}, as key files and known_hosts have it. */
    String text() {
        return type() + " " + Base64.getEncoder().encodeToString(bytes);
    }

    /** {@code TYPE SHA256:…}, which is what people compare. */
    String fingerprint() {
        return type() + " SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(sha256());
    }

    private byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublicKeyBlob blob && Arrays.equals(bytes, blob.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return fingerprint();
    }
}
