package org.aafleet.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        return new Tuning(mode, Map.of(), List.of(), Map.of());
    }

    static Tuning with(Tuning tuning, String tunable, String... values) {
        Map<String, List<Located<String>>> tunables = new LinkedHashMap<>(tuning.tunables());
        tunables.put(tunable, located(values));
        return new Tuning(tuning.mode(), tunables, tuning.features(), tuning.rules());
    }

    static Tuning withFeatures(Tuning tuning, String... features) {
        return new Tuning(tuning.mode(), tuning.tunables(), located(features), tuning.rules());
    }

    static Tuning withRules(Tuning tuning, String profile, String... rules) {
        return new Tuning(tuning.mode(), tuning.tunables(), tuning.features(), Map.of(profile, located(rules)));
    }

    private static List<Located<String>> located(String... values) {
        List<Located<String>> located = new ArrayList<>();
        for (String value : values) {
            located.add(new Located<>(value, WRITTEN));
        }
        return located;
    }

    static RenderedService render(Service service, Tuning tuning) {
        Problems problems = new Problems();
        RenderedService rendered = render(service, tuning, problems);
        assertThat(problems.all()).isEmpty();
        return rendered;
    }

    /** The text of the file that is given to the kernel. */
    static String main(RenderedService rendered) {
        return Objects.requireNonNull(rendered.files().get(rendered.main()));
    }

    static List<String> refusal(Service service, Tuning tuning) {
        Problems problems = new Problems();
        render(service, tuning, problems);
        return problems.all().stream().map(Problem::message).toList();
    }

    private static RenderedService render(Service service, Tuning tuning, Problems problems) {
        return new Renderer(service, new Binder(new Source("playbook.yml", ""), problems)).render(tuning);
    }
}
