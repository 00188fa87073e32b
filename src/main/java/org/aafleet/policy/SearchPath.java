package org.aafleet.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.aafleet.policy.model.FileReference;
import org.aafleet.yaml.Source;

/**
 * Where {@code include} and {@code abi} find files.
 *
 * @param directories for names in angle brackets, the first that has the file wins: the parser's {@code -I} and
 *     {@code --base}
 * @param working for quoted names that are no absolute paths
 * @param texts files that are not on the disk, by path
 * @param onlyTexts whether there are no others, as of another machine
 */
public record SearchPath(List<Path> directories, Path working, Map<Path, String> texts, boolean onlyTexts) {

    /** What package managers and editors leave beside a file; the parser skips such names in a directory. */
    private static final List<String> SKIPPED = List.of(
            ".dpkg-new",
            ".dpkg-old",
            ".dpkg-dist",
            ".dpkg-bak",
            ".dpkg-remove",
            ".pacsave",
            ".pacnew",
            ".rpmnew",
            ".rpmsave",
            ".orig",
            ".rej",
            "~");

    public SearchPath {
        directories = List.copyOf(directories);
        texts = Map.copyOf(texts);
    }

    public SearchPath(List<Path> directories, Path working) {
        this(directories, working, Map.of(), false);
    }

    /** Files of another machine and no others. */
    public static SearchPath among(Map<Path, String> texts, Path directory) {
        return new SearchPath(List.of(directory), directory, texts, true);
    }

    /** These files too, found in a directory that is looked at first. */
    public SearchPath with(Map<Path, String> more, Path directory) {
        List<Path> first = new ArrayList<>(List.of(directory));
        first.addAll(directories);
        return new SearchPath(first, working, more, onlyTexts);
    }

    Optional<Path> find(FileReference reference) {
        try {
            Stream<Path> candidates = reference.magic()
                    ? directories.stream().map(directory -> directory.resolve(withoutLeadingSlash(reference.path())))
                    : Stream.of(working.resolve(reference.path()));
            return candidates.filter(this::exists).findFirst();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private boolean exists(Path path) {
        return texts.keySet().stream().anyMatch(known -> known.startsWith(path)) || (!onlyTexts && Files.exists(path));
    }

    /** What the loader reads of what {@link #find} has found. */
    List<Path> filesOf(Path found) {
        List<Path> known = texts.keySet().stream()
                .filter(text -> text.equals(found) || found.equals(text.getParent()))
                .sorted()
                .toList();
        return known.isEmpty() && !onlyTexts ? files(found) : known;
    }

    Source read(Path file) {
        String text = texts.get(file);
        return text == null ? Source.readBytes(file) : new Source(file.toString(), text);
    }

    private static String withoutLeadingSlash(String path) {
        return path.replaceFirst("^/+", "");
    }

    /** The file, or of a directory the files that the parser reads, in the order of their names. */
    public static List<Path> files(Path found) {
        if (!Files.isDirectory(found)) {
            return List.of(found);
        }
        try (Stream<Path> entries = Files.list(found)) {
            return entries.filter(Files::isRegularFile)
                    .filter(entry -> !isSkipped(entry.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isSkipped(String name) {
        return name.startsWith(".") || name.equals("README") || SKIPPED.stream().anyMatch(name::endsWith);
    }
}
