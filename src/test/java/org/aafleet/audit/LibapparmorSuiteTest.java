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
import java.util.Set;
import java.util.stream.Stream;
import org.aafleet.policy.EffectiveProfile;
import org.aafleet.policy.ProfileFile;
import org.aafleet.policy.SearchPath;
import org.aafleet.policy.UpstreamSource;
import org.aafleet.policy.access.AccessChange;
import org.aafleet.policy.access.AccessDiff;
import org.aafleet.policy.access.AccessRules;
import org.aafleet.policy.access.TooComplexException;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;
import org.junit.jupiter.api.Test;

/** Reads of each line of libapparmor's own test suite what libapparmor does. */
class LibapparmorSuiteTest {

    private static final int TESTS = 172;
    private static final int PROPOSALS = 126;

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

    /** dbus_09 has the same fields as dbus_08, which asks for another rule; testcase01 executes a program without a path. */
    private static final Set<String> CONTRADICTORY = Set.of("testcase_dbus_09", "testcase01");

    @Test
    void proposes_what_upstreams_profiles_have() throws IOException, TooComplexException {
        Path suite = UpstreamSource.parserTests().resolve("../../libraries/libapparmor/testsuite/test_multi");
        List<String> different = new ArrayList<>();
        int count = 0;
        try (Stream<Path> files = Files.list(suite)) {
            for (Path profile : files.filter(file -> file.toString().endsWith(".profile"))
                    .sorted()
                    .toList()) {
                String name = profile.getFileName().toString().replace(".profile", "");
                String policy = Files.readString(profile);
                EffectiveProfile wanted = last(policy);
                if (wanted.rules().isEmpty() || CONTRADICTORY.contains(name)) {
                    continue;
                }
                count++;
                String rule = NarrowestRule.of(record(profile.resolveSibling(name + ".in")))
                        .orElse("");
                EffectiveProfile found = last(with(rule, policy));
                List<AccessChange> changes = AccessDiff.between(rules(wanted), rules(found));
                if (!changes.isEmpty()) {
                    different.add(name + ": " + rule + "\n" + policy);
                }
            }
        }
        assertThat(different).isEmpty();
        assertThat(count).isEqualTo(PROPOSALS);
    }

    /** In place of what its last profile or hat has. */
    private static String with(String rule, String policy) {
        int open = policy.lastIndexOf("{\n") + 1;
        return policy.substring(0, open) + "\n" + rule + "\n"
                + policy.substring(policy.indexOf("\n", policy.lastIndexOf(",\n")));
    }

    private static EffectiveProfile last(String policy) {
        Problems problems = new Problems();
        SearchPath nowhere = new SearchPath(List.of(), Path.of(""));
        List<EffectiveProfile> profiles =
                EffectiveProfile.of(ProfileFile.parse(new Source("profile", policy), problems), nowhere, problems);
        return profiles.get(profiles.size() - 1);
    }

    private static AccessRules rules(EffectiveProfile profile) {
        return AccessRules.of(profile, new Problems());
    }

    private static AuditRecord record(Path in) throws IOException {
        List<AuditRecord> records = new ArrayList<>();
        try (Reader log = Files.newBufferedReader(in, StandardCharsets.UTF_8)) {
            new LogReader(line -> RecordReader.read(line).ifPresent(records::add)).read(log);
        }
        return records.get(0);
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
