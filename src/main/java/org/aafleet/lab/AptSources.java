package org.aafleet.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The package sources of a machine, in either of apt's formats (sources.list(5)).
 *
 * @param entries in the order of the files
 */
record AptSources(List<Entry> entries) {

    static final String DEFAULT_MIRROR = "http://deb.debian.org/debian";

    private static final Pattern ONE_LINE = Pattern.compile("deb\\s+(?:\\[[^\\]]*\\]\\s*)?(\\S+)\\s+(\\S+)\\s*(.*)");

    /** One archive, without its source packages. */
    record Entry(List<String> uris, List<String> suites, List<String> components) {}

    static AptSources ofThisMachine() {
        Path etc = Path.of("/etc/apt");
        List<String> oneLine = new ArrayList<>(texts(etc.resolve("sources.list.d"), ".list"));
        oneLine.addAll(0, texts(etc, "sources.list"));
        return parse(oneLine, texts(etc.resolve("sources.list.d"), ".sources"));
    }

    static AptSources parse(List<String> oneLineTexts, List<String> deb822Texts) {
        Stream<Entry> lines = oneLineTexts.stream().flatMap(String::lines).flatMap(line -> oneLine(line).stream());
        Stream<Entry> stanzas = deb822Texts.stream()
                .flatMap(text -> Arrays.stream(text.split("\n[ \t]*\n")))
                .flatMap(stanza -> stanza(stanza).stream());
        return new AptSources(Stream.concat(lines, stanzas).toList());
    }

    /**
     * The Debian mirror that the machine uses. A stranger's archive often names Debian's releases too; what tells a
     * mirror from it is that it is at debian.org, or that it has the updates of the release as well.
     */
    Optional<String> debianMirror() {
        return entries.stream()
                .filter(entry -> entry.components().contains("main"))
                .flatMap(entry -> entry.uris().stream())
                .filter(uri -> uri.matches("https?://.*") && !uri.contains("security"))
                .filter(uri -> uri.matches("https?://[^/]*\\.debian\\.org/.*") || hasUpdates(uri))
                .map(uri -> uri.replaceAll("/+$", ""))
                .findFirst();
    }

    private boolean hasUpdates(String uri) {
        return entries.stream()
                .filter(entry -> entry.uris().contains(uri))
                .flatMap(entry -> entry.suites().stream())
                .anyMatch(suite -> isRelease(suite.replaceAll("-updates$", "")) && suite.endsWith("-updates"));
    }

    private static boolean isRelease(String suite) {
        return Release.codenames().contains(suite)
                || List.of("stable", "oldstable", "testing").contains(suite);
    }

    private static Optional<Entry> oneLine(String line) {
        var matcher = ONE_LINE.matcher(line.replaceAll("#.*", "").strip());
        return matcher.matches()
                ? Optional.of(new Entry(List.of(matcher.group(1)), List.of(matcher.group(2)), words(matcher.group(3))))
                : Optional.empty();
    }

    private static Optional<Entry> stanza(String text) {
        Map<String, String> fields = fields(text);
        boolean isWanted = words(fields.getOrDefault("types", "")).contains("deb")
                && !fields.getOrDefault("enabled", "yes").strip().equals("no");
        return isWanted
                ? Optional.of(new Entry(
                        words(fields.getOrDefault("uris", "")),
                        words(fields.getOrDefault("suites", "")),
                        words(fields.getOrDefault("components", ""))))
                : Optional.empty();
    }

    /** Field names in lower case; a line that begins with a blank continues the field before it. */
    private static Map<String, String> fields(String stanza) {
        Map<String, String> fields = new TreeMap<>();
        String current = "";
        for (String line : stanza.lines().filter(line -> !line.startsWith("#")).toList()) {
            int colon = line.indexOf(':');
            if (line.startsWith(" ") || line.startsWith("\t")) {
                fields.merge(current, line, String::concat);
            } else if (colon > 0) {
                current = line.substring(0, colon).toLowerCase(Locale.ROOT);
                fields.put(current, line.substring(colon + 1));
            }
        }
        return fields;
    }

    private static List<String> texts(Path directory, String suffix) {
        try (Stream<Path> files = Files.list(directory)) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            // Not Debian, or not readable: the default mirror serves as well.
            return List.of();
        }
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
