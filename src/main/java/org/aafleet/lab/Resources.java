package org.aafleet.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The scripts and pages that an image is made with. */
final class Resources {

    static final String IMAGE_SCRIPT = "image.sh";
    static final String PROVISION_SCRIPT = "provision.sh";

    /** Not part of an image: it is sent to a host that runs. */
    static final String CHECK_SCRIPT = "check.sh";

    static final List<String> NAMES = List.of(
            IMAGE_SCRIPT,
            PROVISION_SCRIPT,
            "site/index.php",
            "site/mail.php",
            "site/session.php",
            "site/static.html",
            "site/upload.php");

    private Resources() {}

    static String text(String name) {
        try (InputStream stream = Resources.class.getResourceAsStream(name)) {
            return new String(Optional.ofNullable(stream).orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void copyTo(Path directory) {
        try {
            for (String name : NAMES) {
                Path file = directory.resolve(name);
                Files.createDirectories(file.getParent());
                Files.writeString(file, text(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
