package org.aafleet.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.aafleet.problem.InputException;

/**
 * The lines of an ssh_config(5) file in order, those of included files in the place of {@code Include}. {@code Host} and
 * {@code Match} lines are among them; what follows in an included file ends with it.
 */
sealed interface ConfigFile {

    record Setting(ConfigLine line) implements ConfigFile {}

    /** {@code Host} or {@code Match}: decides over what follows. */
    record Condition(ConfigLine line) implements ConfigFile {}

    record Included(List<ConfigFile> content) implements ConfigFile {}

    int DEEPEST_INCLUDE = 16;

    /**
     * @param home what a relative {@code Include} starts from: {@code ~/.ssh} or {@code /etc/ssh}
     * @return no lines where the file is missing
     */
    static List<ConfigFile> read(Path file, Path home, Path userHome) {
        return read(file, home, userHome, 0);
    }

    private static List<ConfigFile> read(Path file, Path home, Path userHome, int depth) {
        if (depth > DEEPEST_INCLUDE) {
            throw new InputException(file + ": Include goes more than " + DEEPEST_INCLUDE + " files deep");
        }
        List<ConfigFile> content = new ArrayList<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            Optional<ConfigLine> line = ConfigLine.parse(lines.get(i), file + ":" + (i + 1));
            line.map(each -> part(each, home, userHome, depth)).ifPresent(content::add);
        }
        return content;
    }

    private static ConfigFile part(ConfigLine line, Path home, Path userHome, int depth) {
        return switch (line.keyword()) {
            case "host", "match" -> new Condition(line);
            case "include" ->
                new Included(line.words().stream()
                        .flatMap(glob -> files(glob, home, userHome, line.origin()))
                        .flatMap(file -> read(file, home, userHome, depth + 1).stream())
                        .toList());
            default -> new Setting(line);
        };
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + e.getMessage());
        }
    }

    /** Files that a glob names, in lexical order; wildcards in the last part only. */
    private static Stream<Path> files(String glob, Path home, Path userHome, String origin) {
        Path path = home.resolve(
                glob.startsWith("~/") ? userHome.resolve(glob.substring(2)).toString() : glob);
        Path directory = Optional.ofNullable(path.getParent()).orElse(home);
        Path name = Optional.ofNullable(path.getFileName()).orElse(path);
        if (directory.toString().matches(".*[*?\\[].*")) {
            throw new InputException(origin + ": Include with a wildcard in a directory's name is not supported");
        }
        if (!Files.isDirectory(directory)) {
            return Stream.empty();
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, name.toString())) {
            return StreamSupport.stream(found.spliterator(), false).sorted().toList().stream();
        } catch (IOException e) {
            throw new InputException(origin + ": Include: " + e.getMessage());
        }
    }
}
