package org.aafleet.transport;

import java.nio.file.Path;
import java.util.Optional;

/** Opens private keys. Asked once per key file, however many hosts use it. */
@FunctionalInterface
public interface Passphrases {

    /** @return empty to leave that key aside */
    Optional<Secret> passphrase(Path keyFile);

    static Passphrases none() {
        return keyFile -> Optional.empty();
    }
}
