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
import org.aafleet.policy.access.AccessDiff;
import org.aafleet.policy.access.AccessRules;
import org.aafleet.policy.access.TooComplexException;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads of each line of libapparmor's own test suite what libapparmor does. The environment variable
 * {@code AA_FLEET_TEST_MULTI} names the suites of other versions, the directories with a colon between them.
 */
class LibapparmorSuiteTest {

    private static final int TESTS = 172;
    private static final int PROPOSALS = 126;

    private static Path suite() {
        return UpstreamSource.parserTests().resolve("../../libraries/libapparmor/testsuite/test_multi");
    }

    static List<Path> suites() {
        List<Path> suites = new ArrayList<>(List.of(suite()));
        for (String more :
                System.getenv().getOrDefault("AA_FLEET_TEST_MULTI", "").split(":", -1)) {
            if (!more.isEmpty()) {
                suites.add(Path.of(more));
            }
        }
        return suites;
    }

    @Test
    void the_suite_is_whole() throws IOException {
        try (Stream<Path> files = Files.list(suite())) {
            assertThat(files.filter(file -> file.toString().endsWith(".in"))).hasSize(TESTS);
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    void gives_the_fields_of_every_line(Path suite) throws IOException {
        List<String> different = new ArrayList<>();
        try (Stream<Path> files = Files.list(suite)) {
            for (Path in : files.filter(file -> file.toString().endsWith(".in"))
                    .sorted()
                    .toList()) {
                Map<String, String> wanted =
                        wanted(in.resolveSibling(in.getFileName().toString().replace(".in", ".out")));
                Map<String, String> found = found(in);
                if (!found.equals(wanted)) {
                    different.add(in.getFileName() + "\n  wanted " + wanted + "\n  found  " + found);
                }
            }
        }
        assertThat(different).isEmpty();
    }

    /**
     * dbus_09 has the same fields as dbus_08, which asks for another rule; testcase01 executes a program without a path. Of other
     * versions: no rule lets what is unconfined go where no_new_privs forbids it, and until 3.1 options stood in quotes, which no
     * parser takes.
     */
    private static final Set<String> CONTRADICTORY =
            Set.of("testcase_dbus_09", "testcase01", "change_onexec_lp1648143", "testcase_mount_01 quoted");

    @ParameterizedTest
    @MethodSource("suites")
    void proposes_what_upstreams_profiles_have(Path suite) throws IOException, TooComplexException {
        List<String> different = new ArrayList<>();
        int count = 0;
        try (Stream<Path> files = Files.list(suite)) {
            for (Path profile : files.filter(file -> file.toString().endsWith(".profile"))
                    .sorted()
                    .toList()) {
                String name = profile.getFileName().toString().replace(".profile", "");
                String policy = Files.readString(profile);
                EffectiveProfile wanted = last(policy);
                String quoted = policy.contains("options=\"") ? " quoted" : "";
                if (wanted.rules().isEmpty() || CONTRADICTORY.contains(name + quoted)) {
                    continue;
                }
                count++;
                String rule = NarrowestRule.of(record(profile.resolveSibling(name + ".in")))
                        .orElse("");
                String other = suite.equals(suite()) ? rule : asOtherVersionsSay(rule, policy);
                if (!isSame(wanted, rule, policy) && !isSame(wanted, other, policy)) {
                    different.add(name + ": " + rule + "\n" + policy);
                }
            }
        }
        assertThat(different).isEmpty();
        assertThat(count).isGreaterThanOrEqualTo(suite.equals(suite()) ? PROPOSALS : 1);
    }

    private static boolean isSame(EffectiveProfile wanted, String rule, String policy) throws TooComplexException {
        return AccessDiff.between(rules(wanted), rules(last(with(rule, policy))))
                .isEmpty();
    }

    /** Before 4.0 no rule knows addresses; from 5.0 on what is executed is read and mapped, too. */
    private static String asOtherVersionsSay(String rule, String policy) {
        if (rule.startsWith("network") && !policy.contains(" port=")) {
            return rule.replaceAll("\\([a-z, ]*\\) | (?:ip|port)=[^ ,]+| peer=\\([^)]*\\)", "");
        }
        return policy.contains(" mrix,") ? rule.replace(" ix,", " mrix,") : rule;
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
