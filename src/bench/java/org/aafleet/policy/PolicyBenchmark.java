package org.aafleet.policy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.aafleet.audit.LogReader;
import org.aafleet.audit.Replay;
import org.aafleet.catalog.Catalog;
import org.aafleet.catalog.RenderedService;
import org.aafleet.catalog.Renderer;
import org.aafleet.catalog.Service;
import org.aafleet.catalog.ServiceMode;
import org.aafleet.catalog.TunablesFile;
import org.aafleet.catalog.Tuning;
import org.aafleet.policy.access.AccessRules;
import org.aafleet.policy.access.Automata;
import org.aafleet.policy.access.PolicyDiff;
import org.aafleet.policy.access.ProfileChange;
import org.aafleet.policy.strength.Strength;
import org.aafleet.problem.Problems;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The policy engine at its daily work, in a virtual machine that is warm; on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 3)
public class PolicyBenchmark {

    private static final Path POLICY = Path.of("/etc/apparmor.d");
    private static final Path EXTRAS = Path.of("/usr/share/apparmor/extra-profiles");
    private static final int EVENTS = 100_000;

    /** @param before and after: files by path */
    private record Versions(Path main, Map<Path, String> before, Map<Path, String> after) {}

    private final SearchPath host = new SearchPath(List.of(POLICY), Path.of(""));
    private final List<Versions> services = new ArrayList<>();
    private final List<Path> debian = new ArrayList<>();
    private String log = "";
    private Map<String, AccessRules> lighttpd = Map.of();

    /** Every service as it is shipped, and with a directory more that its main profile may write. */
    @Setup
    public void prepare() {
        Problems problems = new Problems();
        Catalog catalog = Catalog.load(List.of(), problems);
        for (String name : catalog.names()) {
            services.add(versions(catalog.service(name).orElseThrow()));
        }
        for (Path directory : List.of(POLICY, EXTRAS)) {
            if (Files.isDirectory(directory)) {
                debian.addAll(SearchPath.files(directory));
            }
        }
        Versions web = services.get(catalog.names().indexOf("lighttpd"));
        lighttpd = new HashMap<>();
        EffectiveProfile.unchecked(web.main(), host.with(web.before(), POLICY), problems)
                .forEach(profile -> lighttpd.put(profile.name(), AccessRules.of(profile, problems)));
        log = log();
        problems.throwIfErrors();
    }

    private static Versions versions(Service service) {
        Tuning untuned = new Tuning(ServiceMode.ENFORCE, Map.of(), List.of(), Map.of(), Map.of());
        RenderedService rendered = new Renderer(service, TunablesFile.of(service), Dialect.NEWEST).render(untuned);
        Map<Path, String> before = new HashMap<>();
        rendered.files().forEach((path, text) -> before.put(Path.of(path), text));
        Path main = Path.of(rendered.main());
        Map<Path, String> after = new HashMap<>(before);
        after.computeIfPresent(
                main, (path, text) -> text.substring(0, text.lastIndexOf('}')) + "  /srv/added/** rw,\n}\n");
        return new Versions(main, before, after);
    }

    private static String log() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < EVENTS; i++) {
            lines.append("type=AVC msg=audit(1795357989.591:%d): apparmor=\"ALLOWED\" operation=\"open\" ".formatted(i))
                    .append("profile=\"aa-fleet-lighttpd\" name=\"/var/www/html/%d/%d.html\" ".formatted(i % 100, i))
                    .append("pid=147 comm=\"lighttpd\" requested_mask=\"r\" denied_mask=\"r\" fsuid=33 ouid=0\n");
        }
        return lines.toString();
    }

    /** What {@code plan} says of new files of all services: read on both sides, compared, the new ones checked. */
    @Benchmark
    public List<ProfileChange> diffOfTheFiveServices() {
        Automata automata = new Automata();
        List<ProfileChange> changes = new ArrayList<>();
        for (Versions service : services) {
            List<EffectiveProfile> before =
                    EffectiveProfile.unchecked(service.main(), host.with(service.before(), POLICY), new Problems());
            List<EffectiveProfile> after =
                    EffectiveProfile.read(service.main(), host.with(service.after(), POLICY), new Problems());
            changes.addAll(PolicyDiff.between(before, after, automata, new Problems()));
        }
        return changes;
    }

    @Benchmark
    public List<Strength> strengthOfTheFiveServices() {
        Automata automata = new Automata();
        List<Strength> grades = new ArrayList<>();
        for (Versions service : services) {
            EffectiveProfile.unchecked(service.main(), host.with(service.before(), POLICY), new Problems())
                    .forEach(profile -> grades.add(Strength.of(profile, new Problems(), automata)));
        }
        return grades;
    }

    /** Each profile of Debian's packages apparmor and apparmor-profiles. */
    @Benchmark
    public long lintOfDebiansProfiles() {
        Linter linter = new Linter(host, Optional.empty());
        return debian.stream()
                .flatMap(file -> linter.lint(file).stream())
                .filter(Linter.Verdict::isAccepted)
                .count();
    }

    /** For one event. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public Replay.Result replay() throws IOException {
        Replay replay = new Replay(lighttpd);
        new LogReader(replay::read).read(new StringReader(log));
        return replay.result();
    }
}
