package org.aafleet.transport;

import com.jcraft.jsch.Identity;
import org.jspecify.annotations.Nullable;

/**
 * A public key to offer, and who can sign for it. Never says that it is encrypted: jsch would want the passphrase before
 * it knows whether the server takes the key at all.
 */
record SshIdentity(String name, PublicKeyBlob blob, Signer signer) implements Identity {

    private static final String CERTIFICATE = "-cert-v01@openssh.com";

    interface Signer {
        /** @return null where it cannot sign, which makes jsch go on to the next key */
        byte @Nullable [] sign(byte[] data, String algorithm);
    }

    /** The same key, presented with a certificate. */
    SshIdentity certified(String certificateName, PublicKeyBlob certificate) {
        return new SshIdentity(certificateName, certificate, signer);
    }

    @Override
    public String getAlgName() {
        return blob.type();
    }

    @Override
    public byte[] getPublicKeyBlob() {
        return blob.bytes();
    }

    /** The certificate is named in the request, but it is the plain key that signs. */
    @Override
    public byte @Nullable [] getSignature(byte[] data, String algorithm) {
        return signer.sign(data, algorithm.replace(CERTIFICATE, ""));
    }

    @Override
    public byte @Nullable [] getSignature(byte[] data) {
        return getSignature(data, getAlgName());
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean isEncrypted() {
        return false;
    }

    @Override
    public boolean setPassphrase(byte @Nullable [] passphrase) {
        return true;
    }

    @Override
    public void clear() {}
}
