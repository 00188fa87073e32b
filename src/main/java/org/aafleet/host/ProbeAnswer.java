package org.aafleet.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.aafleet.host.ObservedPath.Absent;
import org.aafleet.host.ObservedPath.Link;
import org.aafleet.host.ObservedPath.Other;
import org.aafleet.host.ObservedPath.RegularFile;
import org.aafleet.host.Transcript.Entry;

/** Reads what {@code probe.sh}, and the report at the end of {@code apply.sh}, print. */
public final class ProbeAnswer {

    private static final String DELETED = " (deleted)";

    private final Map<String, String> facts = new HashMap<>();
    private final Map<String, String> profiles = new LinkedHashMap<>();
    private final List<ObservedProcess> processes = new ArrayList<>();
    private final Map<String, ServiceEntries> services = new LinkedHashMap<>();
    private final Map<String, Rival> rivals = new LinkedHashMap<>();
    private final Map<String, String> units = new LinkedHashMap<>();
    private final Map<String, String> checkOutputs = new LinkedHashMap<>();
    private final List<CheckResult> checks = new ArrayList<>();
    private final Map<String, Discovery> discoveries = new LinkedHashMap<>();
    private final Map<String, String> includes = new LinkedHashMap<>();
    private final List<SeenEvent> recorded = new ArrayList<>();
    private final List<String> unrecorded = new ArrayList<>();
    private Optional<Instant> collected = Optional.empty();
    private ServiceEntries service = new ServiceEntries("");

    private ProbeAnswer() {}

    /** @throws GarbledAnswerException when the text is not a probe's answer */
    public static ObservedHost parse(String output) {
        return observed(Transcript.parse(output, "aa-fleet-probe 1").entries());
    }

    static ObservedHost observed(List<Entry> entries) {
        ProbeAnswer answer = new ProbeAnswer();
        entries.forEach(answer::read);
        return answer.result(Evidence.of(entries));
    }

    private ObservedHost result(Optional<Evidence> evidence) {
        Map<String, ObservedService> observed = new LinkedHashMap<>();
        services.forEach((name, entries) -> observed.put(name, entries.observed(profiles)));
        return new ObservedHost(
                new Facts(facts),
                profiles,
                processes,
                observed,
                List.copyOf(rivals.values()),
                units,
                checks,
                discoveries,
                includes,
                new Recorded(collected, recorded, unrecorded),
                evidence);
    }

    private void read(Entry entry) {
        switch (entry.word()) {
            case "fact" -> readFact(entry.rest());
            case "profiles" -> entry.contentLines().forEach(line -> readProfile(line, profiles));
            case "process" -> readProcess(entry);
            case "service" -> readService(entry.rest());
            case "file", "link", "absent", "other" -> readPath(entry);
            case "drift" -> service.drifted.add(entry.rest());
            case "left-profiles" -> entry.contentLines().forEach(this::readLeftProfile);
            case "meta" -> service.meta.addAll(entry.contentLines());
            case "rival" -> rivals.put(entry.rest(), new Rival(entry.rest(), entry.content(), false, Optional.empty()));
            case "recorded" -> SeenEvent.read(entry).ifPresent(recorded::add);
            case "collected" ->
                collected = Optional.of(entry.rest())
                        .filter(text -> text.matches("[0-9]{1,11}"))
                        .map(text -> Instant.ofEpochSecond(Long.parseLong(text)));
            case "unrecorded" -> unrecorded.add(entry.rest());
            case "included" -> includes.put(entry.rest(), entry.content());
            case "disabled" ->
                rivals.computeIfPresent(
                        entry.rest(), (path, rival) -> new Rival(path, rival.text(), true, rival.owner()));
            case "package" -> readPackage(entry.rest());
            case "units" -> entry.contentLines().forEach(this::readUnit);
            case "check" -> checkOutputs.put(entry.rest(), entry.content());
            case "status" -> readStatus(entry.rest());
            case "discovered" -> discoveries.put(entry.rest(), Discovery.parse(entry.contentLines()));
            default -> {
                // The steps of an apply are read elsewhere.
            }
        }
    }

    private void readFact(String rest) {
        int space = rest.indexOf(' ');
        facts.put(
                space < 0 ? rest : rest.substring(0, space),
                space < 0 ? "" : rest.substring(space + 1).strip());
    }

    private static void readProfile(String line, Map<String, String> into) {
        int mode = line.lastIndexOf(" (");
        if (mode > 0 && line.endsWith(")")) {
            into.put(line.substring(0, mode), line.substring(mode + 2, line.length() - 1));
        }
    }

    private void readLeftProfile(String line) {
        int space = line.indexOf(' ');
        if (space > 0) {
            service.leftProfiles.put(line.substring(space + 1), line.substring(0, space));
        }
    }

    private void readProcess(Entry entry) {
        List<String> lines = entry.contentLines();
        if (lines.isEmpty() || !entry.rest().matches("[0-9]{1,9}")) {
            return;
        }
        String program = lines.get(0);
        String label = lines.size() > 1 ? lines.get(1) : "";
        Optional<String> unit =
                lines.size() > 2 ? Optional.of(lines.get(2)).filter(name -> !name.isEmpty()) : Optional.empty();
        processes.add(new ObservedProcess(
                Integer.parseInt(entry.rest()),
                program.endsWith(DELETED) ? program.substring(0, program.length() - DELETED.length()) : program,
                label,
                unit));
    }

    private void readService(String rest) {
        String[] words = rest.split(" ", -1);
        service = services.computeIfAbsent(words[0], ServiceEntries::new);
        if (words.length > 1 && words[1].matches("[0-9]{1,9}")) {
            service.revision = OptionalInt.of(Integer.parseInt(words[1]));
        }
    }

    private void readPath(Entry entry) {
        switch (entry.word()) {
            case "file" -> {
                String[] words = entry.rest().split(" ", 3);
                if (words.length == 3) {
                    put(new RegularFile(words[2], words[0] + " " + words[1], entry.content()));
                }
            }
            case "link" -> put(new Link(entry.rest(), entry.content().stripTrailing()));
            case "absent" -> put(new Absent(entry.rest()));
            default -> put(new Other(entry.rest()));
        }
    }

    private void put(ObservedPath path) {
        service.paths.put(path.path(), path);
    }

    private void readPackage(String rest) {
        int space = rest.lastIndexOf(' ');
        if (space > 0) {
            rivals.computeIfPresent(
                    rest.substring(0, space),
                    (path, rival) ->
                            new Rival(path, rival.text(), rival.disabled(), Optional.of(rest.substring(space + 1))));
        }
    }

    private void readUnit(String line) {
        String[] words = line.strip().split("\\s+", 4);
        if (words.length > 2) {
            units.put(words[0], words[2]);
        }
    }

    private void readStatus(String rest) {
        int space = rest.lastIndexOf(' ');
        if (space > 0) {
            String name = rest.substring(0, space);
            boolean passed = rest.substring(space + 1).equals("0");
            checks.add(new CheckResult(name, passed, checkOutputs.getOrDefault(name, "")));
        }
    }

    private static final class ServiceEntries {
        private final String name;
        private final Map<String, ObservedPath> paths = new LinkedHashMap<>();
        private final Set<String> drifted = new HashSet<>();
        private final Map<String, String> leftProfiles = new LinkedHashMap<>();
        private final List<String> meta = new ArrayList<>();
        private OptionalInt revision = OptionalInt.empty();

        ServiceEntries(String name) {
            this.name = name;
        }

        ObservedService observed(Map<String, String> kernel) {
            Map<String, String> loaded = new HashMap<>(kernel);
            loaded.keySet().retainAll(leftProfiles.keySet());
            return new ObservedService(name, revision, paths, drifted, leftProfiles, loaded, meta);
        }
    }
}
