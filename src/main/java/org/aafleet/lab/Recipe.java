package org.aafleet.lab;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Everything that decides what is in an image and whether its saved state wakes up here.
 *
 * @param qemuVersion the first line of {@code qemu-system-x86_64 --version}: another QEMU may not know the state
 * @param publicKey the lab's key, which the image lets in
 */
record Recipe(Release release, List<String> scripts, String qemuVersion, String publicKey) {

    /** To be raised when the layout of an image's directory changes. */
    private static final String FORMAT = "1";

    private static final int HEX_DIGITS = 12;

    /** The name of the image's directory. */
    String id() {
        MessageDigest digest = sha256();
        add(digest, FORMAT);
        add(digest, String.join(" ", QemuCommand.MACHINE));
        add(digest, QemuCommand.KERNEL_ARGUMENTS);
        add(digest, qemuVersion);
        add(digest, publicKey);
        scripts.forEach(script -> add(digest, script));
        String hash = HexFormat.of().formatHex(digest.digest());
        return release.codename() + "-" + hash.substring(0, HEX_DIGITS);
    }

    /** The zero byte keeps two parts from being taken for one. */
    private static void add(MessageDigest digest, String part) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
