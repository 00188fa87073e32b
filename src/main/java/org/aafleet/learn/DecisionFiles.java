package org.aafleet.learn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.aafleet.catalog.RuleScope;
import org.aafleet.catalog.SiteFiles;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.problem.Severity;
import org.aafleet.yaml.Binder;
import org.aafleet.yaml.Default;
import org.aafleet.yaml.Source;
import org.aafleet.yaml.YamlNode;
import org.aafleet.yaml.YamlReader;
import org.aafleet.yaml.YamlWriter;

/**
 * Where decisions are kept, in the user's own repository: below {@code profiles/SERVICE/} the rules as plain AppArmor, and all
 * decisions with their evidence in {@code decisions.yml}. What is there already stays as it is.
 */
public final class DecisionFiles {

    private static final String NAME = "decisions.yml";
    private static final String HEAD = """
            # What was decided about events of the fleet. 'aa-fleet review' adds to it, and does not ask again what is ignored here;
            # what is allowed and denied stands in rules/, group_rules/ and host_rules/, and counts there.
            """;

    private final Path profiles;
    private final Function<String, Optional<String>> serviceOf;

    /** Of files that this has touched, what they were before; absent where there was none. */
    private final Map<Path, Optional<String>> before = new LinkedHashMap<>();

    private final Map<Path, Optional<String>> written = new LinkedHashMap<>();

    /** One item of the file. */
    record Entry(
            ReviewDecision.Answer answer,
            String profile,
            List<String> rules,
            String wanted,
            @Default("all") String hosts,
            @Default("''") String by,
            @Default("''") String at,
            @Default("''") String seen,
            List<String> warnings,
            @Default("''") String example) {}

    /**
     * @param profiles such as {@code profiles/} beside a playbook; made when it is first written to
     * @param serviceOf the service that a profile is of
     */
    public DecisionFiles(Path profiles, Function<String, Optional<String>> serviceOf) {
        this.profiles = profiles;
        this.serviceOf = serviceOf;
    }

    /** @param services whose decisions are wanted */
    public List<ReviewDecision> load(List<String> services, Problems problems) {
        List<ReviewDecision> decisions = new ArrayList<>();
        for (String service : services) {
            Path file = profiles.resolve(service).resolve(NAME);
            if (Files.isRegularFile(file)) {
                problems.collect(() -> Source.readBytes(file))
                        .ifPresent(source -> decisions.addAll(read(source, problems)));
            }
        }
        return decisions;
    }

    /** @param source a list of decisions, as {@code decisions.yml} is one */
    public static List<ReviewDecision> read(Source source, Problems problems) {
        List<ReviewDecision> decisions = new ArrayList<>();
        Binder binder = new Binder(source, problems);
        YamlReader.read(source, problems, Severity.ERROR)
                .ifPresent(node -> binder.items(node)
                        .forEach(item -> binder.bind(item, Entry.class)
                                .flatMap(entry -> decision(entry, item, binder))
                                .ifPresent(decisions::add)));
        return decisions;
    }

    private static Optional<ReviewDecision> decision(Entry entry, YamlNode item, Binder binder) {
        Optional<RuleScope> scope = RuleScope.parse(entry.hosts());
        if (scope.isEmpty()) {
            binder.error(item.at(), "hosts: '" + entry.hosts() + "' is none of all, group:NAME and host:NAME");
            return Optional.empty();
        }
        if (entry.answer() == ReviewDecision.Answer.ALLOW
                && entry.rules().stream().anyMatch(RuleEdits::isDenied)) {
            binder.error(
                    item.at(),
                    "the answer is to allow it, and a rule denies it",
                    Optional.of("'answer: deny' takes the rules with or without the word"));
            return Optional.empty();
        }
        return Optional.of(decision(entry, scope.get()));
    }

    private static ReviewDecision decision(Entry entry, RuleScope hosts) {
        return new ReviewDecision(
                entry.answer(),
                entry.profile(),
                entry.rules(),
                entry.wanted(),
                hosts,
                entry.by(),
                entry.at(),
                entry.seen(),
                entry.warnings(),
                entry.example());
    }

    /**
     * Writes all decisions of a session, each file as a whole; those of an earlier call that are not among them any more go.
     *
     * @return the files that hold them
     */
    public List<Path> save(List<ReviewDecision> session) {
        Map<Path, StringBuilder> additions = new LinkedHashMap<>();
        for (ReviewDecision decision : session) {
            Path service = profiles.resolve(serviceOf.apply(decision.profile()).orElseThrow());
            addition(additions, service.resolve(NAME)).append(YamlWriter.item(values(decision)));
            if (decision.answer() != ReviewDecision.Answer.IGNORE) {
                addition(additions, rules(service, decision)).append(text(decision));
            }
        }
        before.forEach((file, text) -> additions.putIfAbsent(file, new StringBuilder()));
        additions.forEach((file, added) -> write(file, added.toString()));
        return List.copyOf(additions.keySet());
    }

    private static StringBuilder addition(Map<Path, StringBuilder> additions, Path file) {
        return additions.computeIfAbsent(file, path -> new StringBuilder());
    }

    private static Path rules(Path service, ReviewDecision decision) {
        RuleScope scope = decision.hosts();
        String name = SiteFiles.fileName(decision.profile());
        if (name.contains("/") || name.startsWith(".")) {
            throw new IllegalArgumentException(name);
        }
        Path directory = service.resolve(scope.kind().directory());
        return (scope.kind() == RuleScope.Kind.ALL ? directory : directory.resolve(scope.name())).resolve(name);
    }

    private static String text(ReviewDecision decision) {
        // A line break in the name of a program would end the comment.
        String comment = (decision.by() + ", " + decision.at() + ": " + decision.seen()).replaceAll("\\p{Cntrl}", "?");
        return "# " + comment + "\n" + String.join("\n", decision.rules()) + "\n";
    }

    private static Map<String, Object> values(ReviewDecision decision) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("answer", decision.answer().name().toLowerCase(Locale.ROOT));
        values.put("wanted", decision.wanted());
        values.put("profile", decision.profile());
        values.put("rules", decision.rules());
        values.put("hosts", decision.hosts().toString());
        values.put("by", decision.by());
        values.put("at", decision.at());
        values.put("seen", decision.seen());
        if (!decision.warnings().isEmpty()) {
            values.put("warnings", decision.warnings());
        }
        // The kernel's own part of an enriched record ends with a control character, which YAML has no letter for.
        values.put("example", decision.example().replaceAll("\\p{Cntrl}", " "));
        return values;
    }

    private void write(Path file, String added) {
        Optional<String> now = read(file);
        Optional<String> known = written.getOrDefault(file, before.computeIfAbsent(file, path -> now));
        if (!now.equals(known)) {
            throw new InputException(Problem.error(file + " was changed by somebody else meanwhile")
                    .withHint("nothing was written; start again, and what it has now is taken into account"));
        }
        Optional<String> wanted = added.isEmpty() ? before.get(file) : Optional.of(start(file) + added);
        if (!now.equals(wanted)) {
            replace(file, wanted);
            written.put(file, wanted);
        }
    }

    private String start(Path file) {
        Optional<String> text = before.getOrDefault(file, Optional.empty());
        if (text.isEmpty()) {
            return file.endsWith(NAME) ? HEAD : "";
        }
        return text.get().isEmpty() || text.get().endsWith("\n") ? text.get() : text.get() + "\n";
    }

    private static Optional<String> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new InputException(Problem.error(file + ": cannot be read: " + e.getMessage()));
        }
    }

    /** Whole or not at all, whatever happens meanwhile. */
    private static void replace(Path file, Optional<String> text) {
        try {
            if (text.isEmpty()) {
                Files.deleteIfExists(file);
                return;
            }
            Files.createDirectories(file.getParent());
            Path next = file.resolveSibling("." + file.getFileName() + ".new");
            Files.writeString(next, text.get());
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }
}
