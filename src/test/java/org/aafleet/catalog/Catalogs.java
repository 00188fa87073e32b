package org.aafleet.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.aafleet.catalog.ServiceFile.Kind;
import org.aafleet.policy.Dialect;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Binder;
import org.aafleet.yaml.Located;
import org.aafleet.yaml.Source;

/** Services of the shipped catalogue and of a small one for tests, rendered. */
final class Catalogs {

    static final Path FOR_TESTS = Path.of("src/test/resources/plans/profiles");

    private static final Location WRITTEN = new Location("playbook.yml", 1, 1);

    private Catalogs() {}

    static Catalog load(Path... directories) {
        Problems problems = new Problems();
        Catalog catalog = Catalog.load(List.of(directories), problems);
        assertThat(problems.all()).isEmpty();
        return catalog;
    }

    static Service service(String name) {
        return load(FOR_TESTS).service(name).orElseThrow();
    }

    static Tuning tuning(ServiceMode mode) {
        return new Tuning(mode, Map.of(), List.of(), Map.of(), Map.of());
    }

    static Tuning with(Service service, Tuning tuning, String tunable, String... values) {
        Map<String, List<String>> tunables = new LinkedHashMap<>(tuning.tunables());
        Kind kind =
                Objects.requireNonNull(service.about().tunables().get(tunable)).kind();
        tunables.put(
                tunable,
                Arrays.stream(values)
                        .map(value -> TunableValue.policy(value, kind))
                        .toList());
        return new Tuning(tuning.mode(), tunables, tuning.features(), tuning.rules(), tuning.sites());
    }

    static Tuning withFeatures(Tuning tuning, String... features) {
        return new Tuning(tuning.mode(), tuning.tunables(), List.of(features), tuning.rules(), tuning.sites());
    }

    /** All features of a service, and all of them as they are where none alters another. */
    static List<List<String>> allFeatures(Service service) {
        List<String> all = List.copyOf(service.about().features().keySet());
        List<String> unaltered = all.stream()
                .filter(feature -> Objects.requireNonNull(
                                service.about().features().get(feature))
                        .alters()
                        .isEmpty())
                .toList();
        return Stream.of(all, unaltered).distinct().toList();
    }

    static Tuning withRules(Tuning tuning, String profile, String... rules) {
        return new Tuning(
                tuning.mode(), tuning.tunables(), tuning.features(), Map.of(profile, List.of(rules)), tuning.sites());
    }

    /** Sites that say nothing of themselves. */
    static Tuning withSites(Tuning tuning, String... names) {
        Map<String, Map<String, List<String>>> sites = new LinkedHashMap<>();
        Arrays.stream(names).forEach(name -> sites.put(name, Map.of()));
        return new Tuning(tuning.mode(), tuning.tunables(), tuning.features(), tuning.rules(), sites);
    }

    static RenderedService render(Service service, Tuning tuning) {
        return render(service, tuning, Dialect.NEWEST);
    }

    static RenderedService render(Service service, Tuning tuning, Dialect dialect) {
        return new Renderer(service, TunablesFile.of(service), dialect).render(tuning);
    }

    /** The text of the file that is given to the kernel. */
    static String main(RenderedService rendered) {
        return Objects.requireNonNull(rendered.files().get(rendered.main()));
    }

    /** What is said of rules that somebody wrote. */
    static List<String> refusal(String... rules) {
        Problems problems = new Problems();
        List<Located<String>> located =
                Arrays.stream(rules).map(rule -> new Located<>(rule, WRITTEN)).toList();
        SiteRules.checked(located, new Binder(new Source("playbook.yml", ""), problems));
        return problems.all().stream().map(Problem::message).toList();
    }
}
