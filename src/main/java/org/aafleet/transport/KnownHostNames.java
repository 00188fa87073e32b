package org.aafleet.transport;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The first field of a known_hosts line: which hosts it is about. */
sealed interface KnownHostNames {

    /** @param name in lower case */
    boolean matches(String name);

    /** Names without wildcards, in lower case; {@code [name]:port} where the port is not 22. */
    record Plain(List<String> names) implements KnownHostNames {
        @Override
        public boolean matches(String name) {
            return names.contains(name);
        }
    }

    record Patterns(GlobList globs) implements KnownHostNames {
        @Override
        public boolean matches(String name) {
            return globs.matches(name);
        }
    }

    /** {@code |1|salt|hash}: HMAC-SHA1 of one name with the salt as its key. */
    final class Hashed implements KnownHostNames {

        private final byte[] salt;
        private final byte[] hash;

        private Hashed(byte[] salt, byte[] hash) {
            this.salt = salt;
            this.hash = hash;
        }

        @Override
        public boolean matches(String name) {
            return matches(name.getBytes(StandardCharsets.UTF_8), new Hasher());
        }

        boolean matches(byte[] name, Hasher hasher) {
            return Arrays.equals(hash, hasher.hash(salt, name));
        }
    }

    /** @return empty for a field that is no list of names */
    static Optional<KnownHostNames> parse(String field) {
        if (field.startsWith("|")) {
            return hashed(field);
        }
        String names = field.toLowerCase(Locale.ROOT);
        return Optional.of(
                names.matches(".*[*?!].*")
                        ? new Patterns(GlobList.ofCommas(names))
                        : new Plain(List.of(names.split(",", -1))));
    }

    private static Optional<KnownHostNames> hashed(String field) {
        String[] parts = field.split("\\|", -1);
        if (parts.length != 4 || !parts[1].equals("1")) {
            return Optional.empty();
        }
        try {
            Base64.Decoder decoder = Base64.getDecoder();
            return Optional.of(new Hashed(decoder.decode(parts[2]), decoder.decode(parts[3])))
                    .filter(hashed -> hashed.salt.length <= Hasher.BLOCK)
                    .map(KnownHostNames.class::cast);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The field for a name under {@code HashKnownHosts yes}. */
    static String hash(String name, SecureRandom random) {
        byte[] salt = new byte[20];
        random.nextBytes(salt);
        Base64.Encoder encoder = Base64.getEncoder();
        String hash = encoder.encodeToString(
                new Hasher().hash(salt, name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
        return "|1|" + encoder.encodeToString(salt) + "|" + hash;
    }

    /** HMAC-SHA1 (RFC 2104) for a pass over many keys; {@code javax.crypto.Mac} spends most of it on setting a key. */
    final class Hasher {

        private static final int BLOCK = 64;
        private static final byte INNER = 0x36;
        private static final byte OUTER = 0x5c;
        private final MessageDigest sha1;
        private final byte[] block = new byte[BLOCK];

        Hasher() {
            try {
                sha1 = MessageDigest.getInstance("SHA-1");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        /** @param salt the key, shorter than a block, as every salt of OpenSSH's is */
        byte[] hash(byte[] salt, byte[] text) {
            pad(salt, INNER);
            byte[] inner = sha1.digest(text);
            pad(salt, OUTER);
            return sha1.digest(inner);
        }

        private void pad(byte[] salt, byte with) {
            Arrays.fill(block, with);
            for (int i = 0; i < salt.length; i++) {
                block[i] ^= salt[i];
            }
            sha1.update(block);
        }
    }
}
