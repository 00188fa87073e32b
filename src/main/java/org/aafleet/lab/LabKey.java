package org.aafleet.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The ssh key that opens every lab host of this user. It is made once and has no passphrase. */
record LabKey(Path privateKey) {

    private static final Duration GENERATION = Duration.ofSeconds(30);

    static LabKey in(Path directory) {
        Path key = directory.resolve("id_ed25519");
        if (!Files.exists(publicKey(key))) {
            FileLock.holding(directory.resolve("key.lock"), () -> {}, () -> generate(key));
        }
        return new LabKey(key);
    }

    /** ssh-keygen writes the public key last. */
    private static Path generate(Path key) {
        try {
            if (!Files.exists(publicKey(key))) {
                Files.deleteIfExists(key);
                Command.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "aa-fleet lab", "-f", key.toString())
                        .runOrThrow(GENERATION);
            }
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path publicKey() {
        return publicKey(privateKey);
    }

    String publicText() {
        try {
            return Files.readString(publicKey());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path publicKey(Path key) {
        return key.resolveSibling(key.getFileName() + ".pub");
    }
}
