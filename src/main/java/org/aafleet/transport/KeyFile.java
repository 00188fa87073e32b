package org.aafleet.transport;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A private key file, read once and decrypted at most once however many hosts it opens. Safe for many threads. */
final class KeyFile {

    private final Path file;
    private final KeyPair pair;
    private final PublicKeyBlob blob;
    private final Passphrases passphrases;
    private boolean asked;

    private KeyFile(Path file, KeyPair pair, PublicKeyBlob blob, Passphrases passphrases) {
        this.file = file;
        this.pair = pair;
        this.blob = blob;
        this.passphrases = passphrases;
    }

    /** @throws JSchException for what is no private key that jsch can use */
    static KeyFile read(JSch jsch, Path file, Passphrases passphrases) throws JSchException, IOException {
        KeyPair pair = KeyPair.load(jsch, Files.readAllBytes(file), publicKeyFile(file));
        KeyFile key = new KeyFile(file, pair, PublicKeyBlob.of(new byte[0]), passphrases);
        if (pair.getPublicKeyBlob() == null) {
            // The old PEM formats hide the public key as well, so there is nothing to offer before the passphrase.
            key.unlock();
        }
        return new KeyFile(
                file,
                pair,
                Optional.ofNullable(pair.getPublicKeyBlob())
                        .map(PublicKeyBlob::of)
                        .orElseThrow(() -> new JSchException("needs its passphrase")),
                passphrases);
    }

    private static byte @Nullable [] publicKeyFile(Path file) throws IOException {
        Path publicKey = file.resolveSibling(file.getFileName() + ".pub");
        return Files.isReadable(publicKey) ? Files.readAllBytes(publicKey) : null;
    }

    PublicKeyBlob blob() {
        return blob;
    }

    SshIdentity identity() {
        return new SshIdentity(file.toString(), blob, this::sign);
    }

    /** Encrypted, and the passphrase was asked for in vain. */
    synchronized boolean stayedLocked() {
        return asked && pair.isEncrypted();
    }

    private byte @Nullable [] sign(byte[] data, String algorithm) {
        return unlock() ? pair.getSignature(data, algorithm) : null;
    }

    private synchronized boolean unlock() {
        if (pair.isEncrypted() && !asked) {
            asked = true;
            passphrases.passphrase(file).ifPresent(secret -> pair.decrypt(secret.bytes()));
        }
        return !pair.isEncrypted();
    }

    /** What is in a {@code .pub} or {@code -cert.pub} file. */
    static Optional<PublicKeyBlob> publicBlob(Path file) {
        try {
            String[] fields =
                    Files.readString(file, StandardCharsets.ISO_8859_1).strip().split("\\s+", 3);
            return fields.length < 2 ? Optional.empty() : PublicKeyBlob.parse(fields[0], fields[1]);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
