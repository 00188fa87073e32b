package org.aafleet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.aafleet.policy.UpstreamSource;
import org.junit.jupiter.api.Test;

/** Reads of each line of libapparmor's own test suite what libapparmor does. */
class LibapparmorSuiteTest {

    private static final int TESTS = 172;

    @Test
    void gives_the_fields_of_every_line() throws IOException {
        Path suite = UpstreamSource.parserTests().resolve("../../libraries/libapparmor/testsuite/test_multi");
        List<String> different = new ArrayList<>();
        int count = 0;
        try (Stream<Path> files = Files.list(suite)) {
            for (Path in : files.filter(file -> file.toString().endsWith(".in"))
                    .sorted()
                    .toList()) {
                count++;
                Map<String, String> wanted =
                        wanted(in.resolveSibling(in.getFileName().toString().replace(".in", ".out")));
                Map<String, String> found = found(in);
                if (!found.equals(wanted)) {
                    different.add(in.getFileName() + "\n  wanted " + wanted + "\n  found  " + found);
                }
            }
        }
        assertThat(different).isEmpty();
        assertThat(count).isEqualTo(TESTS);
    }

    private static Map<String, String> wanted(Path out) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : Files.readAllLines(out, StandardCharsets.UTF_8)) {
            int colon = line.indexOf(": ");
            if (colon > 0 && !line.startsWith("File: ")) {
                fields.put(name(line.substring(0, colon)), line.substring(colon + 2));
            }
        }
        return fields;
    }

    private static String name(String description) {
        return description.equals("ErrorCode")
                ? "error_code"
                : description.toLowerCase(Locale.ROOT).replace(' ', '_');
    }

    private static Map<String, String> found(Path in) throws IOException {
        List<LogEvent> events = new ArrayList<>();
        try (Reader log = Files.newBufferedReader(in, StandardCharsets.UTF_8)) {
            new LogReader(line -> events.add(LogEvent.of(line))).read(log);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        LogEvent event = events.get(0);
        fields.put("event_type", event.type());
        event.fields().forEach((name, value) -> fields.put(name, value.toString()));
        return fields;
    }
}
