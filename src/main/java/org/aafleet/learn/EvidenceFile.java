package org.aafleet.learn;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.aafleet.audit.AuditRecord.Verdict;
import org.aafleet.audit.LogLine.Origin;
import org.aafleet.policy.access.Access;
import org.aafleet.policy.access.Kind;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problem;

/** What was collected and not decided yet, between one run and the next: a JSON object a line, the first about all of it. */
public final class EvidenceFile {

    private final Path file;

    /** @param file such as {@code .aa-fleet/evidence.jsonl}, made when it is first written */
    public EvidenceFile(Path file) {
        this.file = file;
    }

    public Path file() {
        return file;
    }

    /** @return empty where nothing was collected yet */
    public Optional<Findings> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String head = lines.readLine();
            Map<String, Object> about = object(head == null ? "{}" : head, 1);
            List<Observation> observations = new ArrayList<>();
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                observations.add(observation(object(line, number), number));
            }
            return Optional.of(new Findings(
                    observations,
                    texts(about, "hosts"),
                    number(about, "records", 1),
                    number(about, "repeated", 1),
                    number(about, "unclear", 1),
                    List.copyOf(texts(about, "losses")),
                    collected(about)));
        } catch (IOException e) {
            throw new InputException(Problem.error(file + ": cannot be read: " + e.getMessage()));
        }
    }

    private static Collected collected(Map<String, Object> about) {
        Map<String, Instant> until = new LinkedHashMap<>();
        entries(about, "until").forEach((host, time) -> until.put(host, Instant.parse(String.valueOf(time))));
        Map<String, Map<String, List<String>>> tunables = new LinkedHashMap<>();
        entries(about, "tunables").forEach((host, values) -> {
            Map<String, List<String>> own = new LinkedHashMap<>();
            ((Map<?, ?>) values)
                    .forEach((variable, paths) -> own.put(
                            String.valueOf(variable),
                            ((List<?>) paths).stream().map(String::valueOf).toList()));
            tunables.put(host, own);
        });
        return new Collected(until, tunables);
    }

    private static Map<String, Object> entries(Map<String, Object> values, String key) {
        Map<String, Object> entries = new LinkedHashMap<>();
        if (values.get(key) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> entries.put(String.valueOf(name), value));
        }
        return entries;
    }

    private Map<String, Object> object(String line, int number) {
        try {
            return JSON.std.mapFrom(line);
        } catch (IOException e) {
            throw broken(number);
        }
    }

    private InputException broken(int number) {
        return new InputException(
                Problem.error(new Location(file.toString(), number, 1), "no evidence as 'aa-fleet learn' writes it")
                        .withHint("'aa-fleet learn --fresh' begins anew"));
    }

    private Observation observation(Map<String, Object> values, int number) {
        try {
            return new Observation(
                    text(values, "profile"),
                    want(values),
                    texts(values, "hosts"),
                    number(values, "count", number),
                    time(values, "first"),
                    time(values, "last"),
                    texts(values, "programs"),
                    words(values, "origins", Origin::valueOf),
                    words(values, "verdicts", Verdict::valueOf),
                    text(values, "example"));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw broken(number);
        }
    }

    private static Want want(Map<String, Object> values) {
        if (values.get("hat") instanceof String hat) {
            return new Want.EnterHat(hat);
        }
        if (values.get("disconnected") instanceof String path) {
            return new Want.Disconnected(path);
        }
        List<String> object = ((List<?>) values.getOrDefault("object", List.of()))
                .stream().map(String::valueOf).toList();
        return new Want.Use(new Access(Kind.valueOf(text(values, "kind")), text(values, "permission"), object));
    }

    private static String text(Map<String, Object> values, String key) {
        return String.valueOf(values.getOrDefault(key, ""));
    }

    private static Set<String> texts(Map<String, Object> values, String key) {
        Set<String> texts = new LinkedHashSet<>();
        if (values.get(key) instanceof List<?> list) {
            list.forEach(item -> texts.add(String.valueOf(item)));
        }
        return texts;
    }

    private static <T> Set<T> words(Map<String, Object> values, String key, Function<String, T> reading) {
        return texts(values, key).stream().map(reading).collect(Collectors.toSet());
    }

    private long number(Map<String, Object> values, String key, int line) {
        if (values.get(key) instanceof Number number) {
            return number.longValue();
        }
        throw broken(line);
    }

    private static Optional<Instant> time(Map<String, Object> values, String key) {
        return values.get(key) instanceof String text ? Optional.of(Instant.parse(text)) : Optional.empty();
    }

    /** Whole or not at all. */
    public void write(Findings findings) {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (Writer lines = Files.newBufferedWriter(next)) {
                lines.write(JSON.std.asString(about(findings)) + "\n");
                for (Observation observation : findings.observations()) {
                    lines.write(JSON.std.asString(values(observation)) + "\n");
                }
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    private static Map<String, Object> about(Findings findings) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("hosts", new TreeSet<>(findings.hosts()));
        values.put("records", findings.records());
        values.put("repeated", findings.repeated());
        values.put("unclear", findings.unclear());
        values.put("losses", findings.losses());
        Map<String, String> until = new LinkedHashMap<>();
        findings.collected().until().forEach((host, time) -> until.put(host, time.toString()));
        values.put("until", until);
        values.put("tunables", findings.collected().tunables());
        return values;
    }

    private static Map<String, Object> values(Observation observation) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("profile", observation.profile());
        if (observation.want() instanceof Want.Use use) {
            values.put("kind", use.access().kind().name());
            values.put("permission", use.access().permission());
            values.put("object", use.access().object());
        } else if (observation.want() instanceof Want.EnterHat hat) {
            values.put("hat", hat.name());
        } else if (observation.want() instanceof Want.Disconnected path) {
            values.put("disconnected", path.path());
        }
        values.put("hosts", new TreeSet<>(observation.hosts()));
        values.put("count", observation.count());
        observation.first().ifPresent(first -> values.put("first", first.toString()));
        observation.last().ifPresent(last -> values.put("last", last.toString()));
        values.put("programs", new TreeSet<>(observation.programs()));
        values.put(
                "origins",
                observation.origins().stream().map(Enum::name).sorted().toList());
        values.put(
                "verdicts",
                observation.verdicts().stream().map(Enum::name).sorted().toList());
        values.put("example", observation.example());
        return values;
    }
}
