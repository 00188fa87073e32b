package org.aafleet.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.aafleet.host.ObservedPath.Link;
import org.aafleet.host.ObservedPath.RegularFile;

/**
 * The scripts that are streamed to {@code sh -s} on a host: fixed files from the resources, followed by functions that hold
 * nothing but data. The last line calls the script; a transfer that breaks off before it runs nothing.
 */
public final class HostScripts {

    private static final int KEEP_ALL = 1_000_000;
    static final String QUOTED_DATA = "# shellcheck disable=SC2016 # what is quoted here is data";
    static final String LIBRARY = resource("common.sh")
            + resource("observe.sh")
            + resource("store.sh")
            + resource("lease.sh")
            + resource("confirm.sh")
            + resource("apply.sh");

    private HostScripts() {}

    public static String probe(Questions questions) {
        List<String> calls = new ArrayList<>();
        if (!questions.services().isEmpty()) {
            calls.add(Shell.command("managed", questions.services().toArray(String[]::new)));
        }
        if (!questions.rivals().isEmpty()) {
            calls.add(Shell.command("rivals", questions.rivals().toArray(String[]::new)));
        }
        if (!questions.includes().isEmpty()) {
            calls.add(Shell.command("includes", questions.includes().toArray(String[]::new)));
        }
        calls.addAll(observations(questions));
        if (questions.watch()) {
            calls.add(Shell.command("watch", questions.services().toArray(String[]::new)));
        }
        boolean records =
                !questions.recorded().isNone() && !questions.services().isEmpty();
        if (records) {
            calls.add(Shell.command(
                    questions.recorded().collected() ? "collected" : "recorded",
                    Stream.concat(Stream.of(questions.recorded().from()), questions.services().stream())
                            .toArray(String[]::new)));
        }
        if (!questions.discoveries().isEmpty()) {
            calls.add(Shell.command("discover", discovery(questions.discoveries())));
        }
        return String.join(
                "\n",
                resource("common.sh"),
                resource("observe.sh"),
                resource("probe.sh") + (questions.watch() || records ? evidence(questions.counts()) : ""),
                QUOTED_DATA,
                function("questions", calls),
                "probe",
                "");
    }

    /** @param counts by service and kind */
    static String evidence(Map<String, Map<String, String>> counts) {
        List<String> calls = new ArrayList<>();
        new TreeMap<>(counts)
                .forEach((service, kinds) -> new TreeMap<>(kinds)
                        .forEach((kind, command) -> calls.add(Shell.command("count", service, kind, command))));
        return resource("evidence.sh") + function("counts", calls) + "\n";
    }

    /** @param scripts by service, each after those whose findings it uses */
    private static String discovery(Map<String, String> scripts) {
        StringBuilder text = new StringBuilder(discoveryLibrary());
        scripts.forEach((service, script) ->
                text.append(Shell.command("discover", service, script)).append('\n'));
        return text.append("say_complete\n").toString();
    }

    public static String apply(Transaction transaction, Questions afterwards) {
        List<String> payload = new ArrayList<>();
        if (transaction.sendTools()) {
            payload.add(call("tools"));
        }
        transaction.services().forEach(service -> payload.add(call("service", nameAndDirectories(service))));
        payload.add(call("make_rooms"));
        if (transaction.sendTools()) {
            payload.add(Shell.command("tool", "rollback", resource("rollback.sh")) + " || return");
            payload.add(Shell.command("tool", "recover", resource("recover.sh")) + " || return");
        }
        transaction.services().forEach(service -> payload.addAll(payload(service)));
        transaction.restarts().forEach(unit -> payload.add(call("restart", unit)));
        transaction
                .confirmation()
                .ifPresent(it ->
                        payload.add(call("within", it.token(), "" + it.within().toSeconds())));
        List<String> expectations = new ArrayList<>();
        transaction.services().forEach(service -> expectations.addAll(expectations(service)));
        // The host needs the library twice, to run it and to keep it: it is sent once.
        String library = transaction.sendTools()
                ? QUOTED_DATA + "\nlibrary=" + Shell.quote(LIBRARY) + "\neval \"$library\""
                : LIBRARY;
        return applyScript(library, transaction.owner(), transaction.keep(), expectations, payload, afterwards);
    }

    /**
     * The word that a change awaits. It answers like a transaction: {@code COMMITTED}, or {@code REVERTED} when the host has
     * taken the change back by then.
     */
    public static String confirm(Owner owner, String token, int keep) {
        return settlement(
                keep,
                new Questions(List.of(), List.of(), List.of(), List.of(), Map.of()),
                "confirm",
                owner.name(),
                token);
    }

    /** Takes a change back that awaits a confirmation; it answers like a transaction that ends in {@code REVERTED}. */
    public static String decline(Owner owner, String token, String reason, Questions afterwards) {
        return settlement(KEEP_ALL, afterwards, "decline", owner.name(), token, reason.replace('\n', ' '));
    }

    private static String settlement(int keep, Questions afterwards, String... call) {
        return String.join(
                "\n",
                LIBRARY,
                QUOTED_DATA,
                function("observations", observations(afterwards)),
                "keep=" + keep,
                Shell.command(call[0], java.util.Arrays.copyOfRange(call, 1, call.length)),
                "");
    }

    /**
     * Takes services back to revisions that the host keeps.
     *
     * @param targets service to revision; empty for the one before where it stands
     */
    public static String rollback(
            Owner owner, Map<String, OptionalInt> targets, List<String> meta, Questions afterwards) {
        List<String> payload = new ArrayList<>();
        targets.keySet().forEach(service -> payload.add(call("service", service)));
        payload.add(call("make_rooms"));
        new TreeMap<>(targets).forEach((service, revision) -> {
            payload.add(call("into", service));
            payload.add(call("adopt", revision.isPresent() ? Integer.toString(revision.getAsInt()) : "previous"));
            meta.forEach(line -> payload.add(meta(line)));
        });
        return applyScript(LIBRARY, owner, KEEP_ALL, List.of(), payload, afterwards);
    }

    public static String history() {
        return String.join("\n", resource("common.sh"), resource("observe.sh"), resource("history.sh"), "history", "");
    }

    /** @param program an absolute path */
    public static String draft(String program) {
        return String.join("\n", resource("common.sh"), resource("draft.sh"), Shell.command("draft", program), "");
    }

    /** The script for a host's console; its POSIX checksum tells whether a host has this version. */
    public static String rollbackTool() {
        return LIBRARY + resource("rollback.sh");
    }

    /** What stands before a service's own discovery script. */
    static String discoveryLibrary() {
        return resource("discovery.sh") + resource("php.sh");
    }

    static String recoverTool() {
        return LIBRARY + resource("recover.sh");
    }

    private static String applyScript(
            String library,
            Owner owner,
            int keep,
            List<String> expectations,
            List<String> payload,
            Questions afterwards) {
        return String.join(
                "\n",
                library,
                function("expectations", expectations),
                QUOTED_DATA,
                function("payload", payload),
                function("observations", observations(afterwards)),
                "keep=" + keep,
                owner.shell(),
                Shell.command("apply", owner.name()),
                "");
    }

    private static List<String> observations(Questions questions) {
        List<String> calls = new ArrayList<>();
        if (!questions.processes().isEmpty()) {
            calls.add(Shell.command("processes", questions.processes().toArray(String[]::new)));
        }
        if (!questions.units().isEmpty()) {
            calls.add(Shell.command("units", questions.units().toArray(String[]::new)));
        }
        new TreeMap<>(questions.checks()).forEach((name, command) -> calls.add(Shell.command("check", name, command)));
        return calls;
    }

    private static List<String> expectations(ServiceRevision service) {
        List<String> calls = expectations(service.seen());
        service.snippets().stream()
                .map(Snippet::path)
                .filter(path -> !service.seen().paths().containsKey(path))
                .forEach(path -> calls.add(call("free", path)));
        return calls;
    }

    private static List<String> expectations(ObservedService seen) {
        List<String> calls = new ArrayList<>();
        calls.add(expect(
                "at",
                seen.name(),
                seen.revision().isPresent() ? "" + seen.revision().getAsInt() : "none"));
        for (ObservedPath path : new TreeMap<>(seen.paths()).values()) {
            if (path instanceof RegularFile file) {
                calls.add(expect("same", "file", file.checksum(), file.path()));
            } else if (path instanceof Link link) {
                calls.add(expect("same", "link", link.target(), link.path()));
            } else if (path instanceof ObservedPath.Absent) {
                calls.add(expect("same", "absent", "", path.path()));
            }
        }
        if (!seen.leftProfiles().isEmpty()) {
            StringBuilder lines = new StringBuilder();
            new TreeMap<>(seen.leftProfiles())
                    .keySet()
                    .forEach(name -> lines.append(seen.loaded().getOrDefault(name, "no"))
                            .append(' ')
                            .append(name)
                            .append('\n'));
            calls.add(Shell.withInput("loaded", lines.toString()));
        }
        return calls;
    }

    /** With words that the host itself said, whatever is in them. */
    private static String expect(String name, String... arguments) {
        return Shell.command(name, arguments) + " || return";
    }

    private static List<String> payload(ServiceRevision service) {
        List<String> calls = new ArrayList<>();
        calls.add(call("into", service.name()));
        for (Managed managed : service.managed()) {
            if (managed instanceof Managed.TextFile file) {
                calls.add(Shell.command("file", Shell.line(file.path()), file.text()) + " || return");
            } else if (managed instanceof Managed.Nothing) {
                calls.add(call("absent", managed.path()));
            } else if (!service.retired().containsKey(((Managed.Link) managed).target())) {
                calls.add(call("link", managed.path(), ((Managed.Link) managed).target()));
            }
        }
        new TreeMap<>(service.retired()).forEach((path, names) -> {
            List<String> words = new ArrayList<>(List.of(path));
            words.addAll(names);
            calls.add(call("retire", words.toArray(String[]::new)));
        });
        service.snippets().forEach(snippet -> calls.addAll(snippet(snippet)));
        service.loads().forEach(path -> calls.add(call("loads", path)));
        new TreeMap<>(service.profiles()).forEach((name, mode) -> calls.add(call("profile", mode, name)));
        service.meta().forEach(line -> calls.add(meta(line)));
        return calls;
    }

    private static List<String> snippet(Snippet snippet) {
        List<String> units = snippet.units().isEmpty() ? List.of("") : snippet.units();
        return units.stream()
                .map(unit -> Stream.concat(Stream.of(snippet.path(), unit), snippet.test().stream())
                        .map(Shell::field)
                        .toArray(String[]::new))
                .map(words -> call("snippet", words))
                .toList();
    }

    private static String[] nameAndDirectories(ServiceRevision service) {
        Stream<String> directories = service.managed().stream()
                .filter(managed -> !(managed instanceof Managed.Nothing))
                .map(Managed::path)
                .map(path -> path.substring(0, path.lastIndexOf('/')))
                .distinct();
        return Stream.concat(Stream.of(service.name()), directories).toArray(String[]::new);
    }

    private static String meta(String line) {
        return call("meta", line.replace('\n', ' '));
    }

    private static String call(String name, String... arguments) {
        for (String argument : arguments) {
            Shell.line(argument);
        }
        return Shell.command(name, arguments) + " || return";
    }

    private static String function(String name, List<String> lines) {
        return name + "() {\n:\n" + String.join("\n", lines) + "\n}";
    }

    static String resource(String name) {
        try (InputStream script = HostScripts.class.getResourceAsStream(name)) {
            return new String(java.util.Objects.requireNonNull(script, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
