package org.aafleet.rollout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Hosts that this controller knows to be on the way in a rollout: a file with {@code HOST<tab>SINCE<tab>ROLLOUT} lines. Each host
 * says so itself; this is for when it is not heard of any more.
 */
public final class UnderWay {

    private final Path file;
    private final String rollout;
    private final boolean writes;

    /**
     * @param file such as {@code ~/.local/state/aa-fleet/under-way}
     * @param writes false for who only looks
     */
    public UnderWay(Path file, String rollout, boolean writes) {
        this.writes = writes;
        this.file = file;
        this.rollout = rollout.replaceAll("[\\t\\n]", " ");
    }

    /** Since when, in the words of {@link #change}. */
    public Optional<String> since(String host) {
        return read().getOrDefault(host, List.of()).stream()
                .filter(line -> line.endsWith("\t" + rollout))
                .map(line -> line.substring(0, line.indexOf('\t')))
                .findFirst();
    }

    /**
     * @param setOut since when, by host; those that are known stay as they are
     * @param arrived hosts that are on the way no more
     */
    public synchronized void change(Map<String, String> setOut, List<String> arrived) {
        if (!writes || (setOut.isEmpty() && !Files.exists(file))) {
            return;
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel lock = FileChannel.open(
                    file.resolveSibling(file.getFileName() + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE)) {
                // Given back with the channel.
                lock.lock();
                Map<String, List<String>> lines = read();
                Map<String, List<String>> before = new TreeMap<>(lines);
                arrived.forEach(host -> lines.computeIfPresent(host, (name, of) -> without(of)));
                setOut.forEach((host, since) -> lines.merge(host, List.of(since + "\t" + rollout), this::with));
                if (!lines.equals(before)) {
                    write(lines);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    private List<String> without(List<String> of) {
        return of.stream().filter(line -> !line.endsWith("\t" + rollout)).toList();
    }

    private List<String> with(List<String> of, List<String> more) {
        if (without(of).size() < of.size()) {
            return of;
        }
        List<String> all = new ArrayList<>(of);
        all.addAll(more);
        return all;
    }

    private Map<String, List<String>> read() {
        Map<String, List<String>> lines = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                int tab = line.indexOf('\t');
                if (tab > 0) {
                    lines.computeIfAbsent(line.substring(0, tab), host -> new ArrayList<>())
                            .add(line.substring(tab + 1));
                }
            }
        } catch (NoSuchFileException e) {
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
        return lines;
    }

    private void write(Map<String, List<String>> lines) throws IOException {
        List<String> text = new ArrayList<>();
        lines.forEach((host, of) -> of.forEach(line -> text.add(host + "\t" + line)));
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.write(next, text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
