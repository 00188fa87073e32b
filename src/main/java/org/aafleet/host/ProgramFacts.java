package org.aafleet.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.host.Transcript.Entry;

/**
 * What a host says of one of its programs; see {@code draft.sh}.
 *
 * @param program where the links of its path lead; empty where there is none
 * @param interpreter of a script
 * @param libraries names of shared libraries, such as {@code libssl.so.3}
 * @param files of its package
 * @param units that start it, with their settings
 */
public record ProgramFacts(
        Optional<String> program,
        Optional<String> interpreter,
        List<String> libraries,
        List<String> files,
        Map<String, Map<String, String>> units) {

    public ProgramFacts {
        libraries = List.copyOf(libraries);
        files = List.copyOf(files);
        units = Map.copyOf(units);
    }

    /** @throws GarbledAnswerException when the text is not an answer of the script */
    public static ProgramFacts parse(String output) {
        Optional<String> program = Optional.empty();
        Optional<String> interpreter = Optional.empty();
        List<String> libraries = new ArrayList<>();
        List<String> files = new ArrayList<>();
        Map<String, Map<String, String>> units = new LinkedHashMap<>();
        for (Entry entry : Transcript.parse(output, "aa-fleet-probe 1").entries()) {
            switch (entry.word()) {
                case "program" -> program = Optional.of(entry.rest());
                case "interpreter" -> interpreter = Optional.of(entry.rest());
                case "library" -> libraries.add(entry.rest());
                case "file" -> files.add(entry.rest());
                case "unit" -> units.put(entry.rest(), settings(entry.contentLines()));
                default -> {
                    // Of a newer script.
                }
            }
        }
        return new ProgramFacts(program, interpreter, libraries, files, units);
    }

    private static Map<String, String> settings(List<String> lines) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                settings.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return settings;
    }
}
