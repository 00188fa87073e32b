package org.aafleet.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.aafleet.problem.InputException;
import org.aafleet.transport.KnownHostEntry.Marker;

/** Reads known_hosts files, each set of files once, and appends to them. */
final class KnownHostsFiles {

    private final Map<List<Path>, KnownHosts> read = new ConcurrentHashMap<>();

    KnownHosts read(List<Path> files) {
        return read.computeIfAbsent(
                files,
                list -> new KnownHosts(
                        list.stream().flatMap(file -> entries(file).stream()).toList()));
    }

    /** A missing file has no entries; a line that makes no sense is passed over, as ssh does. */
    private static List<KnownHostEntry> entries(Path file) {
        List<KnownHostEntry> entries = new ArrayList<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            entry(lines.get(i), file + ":" + (i + 1)).ifPresent(entries::add);
        }
        return entries;
    }

    private static List<String> lines(Path file) {
        try {
            // Latin-1 takes any byte: a comment in some other encoding must not cost the whole file.
            return Files.isDirectory(file) || !Files.exists(file)
                    ? List.of()
                    : Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + e.getMessage());
        }
    }

    private static Optional<KnownHostEntry> entry(String line, String origin) {
        String[] fields = line.strip().split("[ \t]+", -1);
        Optional<Marker> marker = marker(fields[0]);
        int first = marker.filter(each -> each != Marker.NONE).isPresent() ? 1 : 0;
        if (marker.isEmpty() || line.isBlank() || fields[0].startsWith("#") || fields.length < first + 3) {
            return Optional.empty();
        }
        return KnownHostNames.parse(fields[first])
                .flatMap(names -> PublicKeyBlob.parse(fields[first + 1], fields[first + 2])
                        .map(key -> new KnownHostEntry(marker.get(), names, key, origin)));
    }

    private static Optional<Marker> marker(String field) {
        if (!field.startsWith("@")) {
            return Optional.of(Marker.NONE);
        }
        return switch (field) {
            case "@cert-authority" -> Optional.of(Marker.CERT_AUTHORITY);
            case "@revoked" -> Optional.of(Marker.REVOKED);
            default -> Optional.empty();
        };
    }

    /** Appends a line; creates the file, and its directory for the owner alone, where they are missing. */
    static synchronized void append(Path file, String names, PublicKeyBlob key) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && !Files.exists(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        String line = names + " " + key.text() + "\n";
        String start = endsInsideALine(file) ? "\n" : "";
        Files.writeString(file, start + line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static boolean endsInsideALine(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        byte[] all = Files.readAllBytes(file);
        return all.length > 0 && all[all.length - 1] != '\n';
    }
}
