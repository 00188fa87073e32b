package org.aafleet.policy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The real {@code apparmor_parser}, as a compiler only: it needs neither a kernel with AppArmor nor privileges. */
final class ReferenceParser {

    private final List<String> command;
    private final Path directory;

    private ReferenceParser(List<String> command, Path directory) {
        this.command = command;
        this.directory = directory;
    }

    /**
     * The parser of Debian's package apparmor, or the one that {@code AA_FLEET_APPARMOR_PARSER} names. Without it the test
     * is skipped, or fails where CI is set.
     */
    static ReferenceParser find(Path directory, Path features, String... options) {
        String program =
                Optional.ofNullable(System.getenv("AA_FLEET_APPARMOR_PARSER")).orElse("/usr/sbin/apparmor_parser");
        if (!Files.isExecutable(Path.of(program))) {
            String message = program + " is missing; it is in Debian's package apparmor";
            if (System.getenv("CI") != null) {
                throw new IllegalStateException(message);
            }
            Assumptions.abort("SKIPPED: " + message);
        }
        List<String> command =
                new ArrayList<>(List.of(program, "--config-file=/dev/null", "-QKSq", "-M", features.toString()));
        command.addAll(Arrays.asList(options));
        return new ReferenceParser(command, directory);
    }

    /** What it says of itself. */
    ParserVersion version() {
        try {
            Process process = new ProcessBuilder(command.get(0), "--version").start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return said.lines()
                    .findFirst()
                    .flatMap(line -> ParserVersion.parse(line.replaceFirst(".* version ", "")))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The binary policy, one character for each byte; empty where the parser refuses the text. */
    Optional<String> compile(String policy) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(policy.getBytes(StandardCharsets.ISO_8859_1));
            }
            byte[] output = process.getInputStream().readAllBytes();
            return process.waitFor() == 0
                    ? Optional.of(new String(output, StandardCharsets.ISO_8859_1))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
